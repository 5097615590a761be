# Asyncade. `make play` plays a sample, `make test` proves the whole; both install what is missing.
#   make                     build/asyncade, build/libasyncade.a, build/libasyncade.so
#   make play                the first sample (headless for ten seconds where there is no display)
#   make test                everything; SAN=address,undefined or SAN=thread: under that sanitizer
#   make lint                warnings as errors, clang-tidy, cppcheck, include direction, format
#   make bench               the numbers, as ratios in one run
#   make docs                every asynchronous event and key; also in build/async-events.md
#   make install PREFIX=/usr/local

# Settings
CC      ?= cc
PREFIX  ?= /usr/local
VERSION := 0.1.0
SAN     ?=
BUILD   ?= build$(if $(SAN),/san-$(subst $(comma),-,$(SAN)))
comma   := ,

PACKAGES      := sdl2 SDL2_image SDL2_mixer SDL2_ttf libcurl libcjson libuv openssl libxxhash libzip zlib
HEADERS_ONLY  := dbus-1 libavformat libavcodec libswresample libswscale libavutil# opened at run time
BUILD_NEEDS   := pkg-config libsdl2-dev libsdl2-image-dev libsdl2-mixer-dev libsdl2-ttf-dev \
                 libcurl4-openssl-dev libcjson-dev libuv1-dev libwslay-dev libssl-dev libzip-dev \
                 libxxhash-dev libhttp-parser-dev libstb-dev zlib1g-dev libdbus-1-dev \
                 libavformat-dev libavcodec-dev libswresample-dev libswscale-dev libavutil-dev
TEST_NEEDS    := libcmocka-dev nginx-light openssl xvfb xauth xdotool zenity fonts-dejavu-core \
                 pulseaudio pulseaudio-utils iproute2 netcat-openbsd nodejs node-ws \
                 apache2-bin apache2-utils dbus python3-dbusmock
LINT_NEEDS    := clang clang-tidy clang-format cppcheck
BENCH_NEEDS   := libglib2.0-dev uthash-dev valgrind

# Files
FOLDERS   := runtime objects events events/async assets platform
SOURCES   := $(wildcard $(addsuffix /*.c,$(FOLDERS)))
HEADERS   := $(wildcard $(addsuffix /*.h,$(FOLDERS)))
PUBLIC    := $(wildcard runtime/gm*.h)
LIBRARY_O := $(patsubst %.c,$(BUILD)/obj/%.o,$(filter-out runtime/main.c,$(SOURCES)))
TESTS     := $(patsubst tests/%.c,$(BUILD)/%,$(wildcard tests/test_*.c))

# Flags
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wdouble-promotion \
            -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wcast-qual -Wwrite-strings \
            -Wvla -Wundef -Wformat=2 -Wswitch-enum
SANITIZE := $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer)
OPTIMISE ?= -O2 -g
CFLAGS   := -std=c11 $(OPTIMISE) $(WARNINGS) -fno-common -fvisibility=hidden -ffp-contract=off \
            -fPIC -pthread $(SANITIZE) $(EXTRA_CFLAGS)
LIB_CFLAGS = $(subst -I,-isystem ,$(filter-out -std=% -D_XOPEN_SOURCE=%,$(shell pkg-config --cflags $(PACKAGES) $(HEADERS_ONLY) 2>/dev/null)))
LIBS       = $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lhttp_parser -lwslay -ldl -lm -pthread
# Only the files that read one are told it: the others compile alike wherever the project lies.
$(BUILD)/obj/runtime/compiler.o: DEFINES := -DGM_INCLUDE_DIR='"$(CURDIR)/runtime"' \
    -DGM_GAME_CFLAGS='"$(strip $(SANITIZE))"'
$(BUILD)/obj/runtime/main.o $(BUILD)/obj/platform/http_transfer.o: DEFINES := -DGM_VERSION='"$(VERSION)"'
# Its inner loops are what every voice costs: -O3 lets gcc use the processor's vectors there.
$(BUILD)/obj/platform/audio_mix.o: CFLAGS += $(if $(SAN),,-O3)
TEST_DEFINES = -DTEST_BUILD='"$(abspath $(BUILD))"' -DGM_INCLUDE_DIR='"$(CURDIR)/runtime"' \
    -DGM_GAME_CFLAGS='"$(strip $(SANITIZE))"'

.PHONY: all play test lint bench docs install clean needs format

all: $(BUILD)/asyncade $(BUILD)/libasyncade.so $(BUILD)/asyncade.pc

$(BUILD)/obj/%.o: %.c | needs
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(DEFINES) $(LIB_CFLAGS) -MMD -MP -c $< -o $@

$(BUILD)/libasyncade.a: $(LIBRARY_O)
	@rm -f $@
	ar rcs $@ $^

$(BUILD)/libasyncade.so: $(LIBRARY_O)
	$(CC) $(CFLAGS) -shared -Wl,-soname,libasyncade.so.0 $^ $(LIBS) -o $@

# The program exports the gm_ functions: a game's own library finds them there.
$(BUILD)/asyncade: $(BUILD)/obj/runtime/main.o $(BUILD)/libasyncade.a
	$(CC) $(CFLAGS) $< -Wl,--whole-archive $(BUILD)/libasyncade.a -Wl,--no-whole-archive -rdynamic \
	    $(LIBS) -o $@

# Says PREFIX, so it is written anew for each: `make install` may be told another.
.PHONY: $(BUILD)/asyncade.pc
$(BUILD)/asyncade.pc:
	@mkdir -p $(@D)
	@printf 'prefix=%s\n\nName: asyncade\nDescription: game runtime with asynchronous events\nVersion: %s\nCflags: -I$${prefix}/include/asyncade\nLibs: -L$${prefix}/lib -lasyncade\nLibs.private: %s\n' \
	    '$(PREFIX)' '$(VERSION)' '$(LIBS)' > $@

-include $(LIBRARY_O:.o=.d) $(BUILD)/obj/runtime/main.d $(BUILD)/obj/tests/support.d $(TESTS:=.d)

needs:
	@.ci/need "build" $(BUILD_NEEDS)

play: all
	@.ci/play $(BUILD)/asyncade

$(BUILD)/test_%: tests/test_%.c $(BUILD)/obj/tests/support.o $(BUILD)/libasyncade.a | test-needs
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(TEST_DEFINES) $(LIB_CFLAGS) -MMD -MP $< $(BUILD)/obj/tests/support.o \
	    -Wl,--whole-archive $(BUILD)/libasyncade.a -Wl,--no-whole-archive -rdynamic $(LIBS) -lcmocka -o $@

# Stand-ins for libraries that cannot be part of this: opened by the test, which links nothing of them.
STANDINS := $(addprefix $(BUILD)/steam_standin,.so _old.so _bare.so)
$(BUILD)/steam_standin_old.so: STANDIN := -DSTANDIN_OLD
$(BUILD)/steam_standin_bare.so: STANDIN := -DSTANDIN_BARE
$(STANDINS): tests/steam_standin.c
	@mkdir -p $(@D)
	$(CC) -std=c11 $(OPTIMISE) -Wall -Wextra -fPIC -shared $(SANITIZE) $(STANDIN) $< -o $@
$(BUILD)/test_steam: | $(STANDINS)

# One after the other, and before anything that needs them is compiled: also under -j.
test-needs: needs
	@.ci/need "test" $(TEST_NEEDS)

$(BUILD)/obj/tests/support.o: | test-needs

test: test-needs all $(TESTS)
	@tests/run.sh $(BUILD) $(TESTS)

lint:
	@.ci/need "lint" $(BUILD_NEEDS) $(TEST_NEEDS) $(LINT_NEEDS) $(BENCH_NEEDS)
	@.ci/lint "$(WARNINGS)" "$(LIB_CFLAGS)" $(SOURCES)

format:
	clang-format -i $(SOURCES) $(HEADERS) $(wildcard tests/*.[ch] tests/bench/*.[ch] samples/*/objects/*.[ch])

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/include/asyncade
	install $(BUILD)/asyncade $(DESTDIR)$(PREFIX)/bin/
	install -m644 $(BUILD)/libasyncade.a $(DESTDIR)$(PREFIX)/lib/
	install $(BUILD)/libasyncade.so $(DESTDIR)$(PREFIX)/lib/libasyncade.so.0
	ln -sf libasyncade.so.0 $(DESTDIR)$(PREFIX)/lib/libasyncade.so
	install -m644 $(PUBLIC) $(DESTDIR)$(PREFIX)/include/asyncade/
	install -m644 $(BUILD)/asyncade.pc $(DESTDIR)$(PREFIX)/lib/pkgconfig/

bench: all
	@.ci/need "bench" $(BUILD_NEEDS) $(BENCH_NEEDS) nginx-light
	@$(MAKE) --no-print-directory -f tests/bench/bench.mk BUILD=$(BUILD) run

# Printed from the tables that the runtime itself works by.
docs: $(BUILD)/asyncade
	@$(BUILD)/asyncade docs > $(BUILD)/async-events.md
	@cat $(BUILD)/async-events.md

clean:
	rm -rf build
