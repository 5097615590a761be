#!/bin/sh
# run.sh BUILD TEST...: runs each test program by itself and adds up. Last line: N passed, N failed.
build=$1; shift
export SDL_VIDEODRIVER=${SDL_VIDEODRIVER:-dummy} SDL_AUDIODRIVER=${SDL_AUDIODRIVER:-dummy}
export SDL_FRAMEBUFFER_ACCELERATION=0 ASYNCADE_BUILD=$build
export TSAN_OPTIONS="${TSAN_OPTIONS:-halt_on_error=1}" UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1}"
passed=0 failed=0 bad=
for test; do
    log=$test.log
    timeout -k 5 "${TEST_SECONDS:-300}" "$test" >"$log" 2>&1
    status=$?
    ok=$(grep -c '^\[       OK \]' "$log"); no=$(grep -c '^\[  FAILED  \] [a-zA-Z0-9_]*$' "$log")
    # cmocka names each failure twice: where it happens and in the list at the end
    no=$(grep '^\[  FAILED  \] [a-zA-Z0-9_]*$' "$log" | sort -u | wc -l)
    # a crash, a hang, a sanitizer's report or a program that ran no test is a failure too
    if [ "$no" -eq 0 ] && { [ "$status" -ne 0 ] || [ "$ok" -eq 0 ]; }; then no=1; fi
    passed=$((passed + ok)) failed=$((failed + no))
    name=${test##*/}
    if [ "$no" -eq 0 ]; then printf '%-28s %4d passed\n' "$name" "$ok"
    else
        printf '%-28s %4d passed, %d FAILED (exit status %d), from %s:\n' "$name" "$ok" "$no" "$status" "$log"
        grep -v '^\[ RUN\|^\[       OK' "$log" | tail -n 40
        bad="$bad $name"
    fi
done
[ -z "$bad" ] || echo "failing:$bad"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
