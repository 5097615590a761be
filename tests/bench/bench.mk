# Builds and runs the benchmarks: every tests/bench/bench_*.c is one program. `make bench` calls it.
include Makefile

BENCH_PACKAGES := glib-2.0 gobject-2.0 gthread-2.0
BENCHES        := $(patsubst tests/bench/%.c,$(BUILD)/%,$(wildcard tests/bench/bench_*.c))
BENCH_CFLAGS    = $(subst -I,-isystem ,$(shell pkg-config --cflags $(BENCH_PACKAGES)))
BENCH_LIBS      = $(shell pkg-config --libs $(BENCH_PACKAGES))

$(BUILD)/bench_%: tests/bench/bench_%.c tests/bench/bench.h $(BUILD)/libasyncade.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(TEST_DEFINES) $(LIB_CFLAGS) $(BENCH_CFLAGS) $< \
	    -Wl,--whole-archive $(BUILD)/libasyncade.a -Wl,--no-whole-archive -rdynamic $(LIBS) \
	    -Wl,--as-needed $(BENCH_LIBS) -o $@

# Starts nginx as the tests do.
$(BUILD)/bench_http: $(BUILD)/obj/tests/support.o
$(BUILD)/bench_http: BENCH_LIBS += $(BUILD)/obj/tests/support.o -lcmocka

$(BUILD)/bench_upload: BENCH_LIBS += -Wl,--wrap=render_texture_update

# What a program pays that only opens a window of SDL's dummy driver.
$(BUILD)/bare_sdl: tests/bench/bare_sdl.c
	$(CC) $(CFLAGS) $(LIB_CFLAGS) $< $(shell pkg-config --libs sdl2) -o $@

.PHONY: run
run: $(BENCHES) $(BUILD)/bare_sdl
	@tests/bench/run.sh $(BENCHES)
