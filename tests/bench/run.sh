#!/bin/sh
# run.sh BENCH...: runs each benchmark by itself and counts the goals. Last line: N reached, N missed.
export SDL_VIDEODRIVER=dummy SDL_AUDIODRIVER=dummy SDL_FRAMEBUFFER_ACCELERATION=0
all=$(mktemp)
bad=0
for bench; do
    timeout -k 5 "${BENCH_SECONDS:-600}" "$bench" >"$all.one" || { echo "$bench ended with status $?"; bad=1; }
    cat "$all.one"
    cat "$all.one" >>"$all"
done
echo
echo "$(grep -c ': reached$' "$all") goals reached, $(grep -c ': MISSED$' "$all") missed"
rm -f "$all" "$all.one"
exit "$bad"
