#!/bin/sh
# make_sounds.sh: makes the sounds of the samples, sounds/*.ogg, with sox alone. Nobody needs to run
# it to build or play; it is here so that the sounds have a source and can be changed.
#
# The script and the sounds it makes are in the public domain: CC0 1.0,
# https://creativecommons.org/publicdomain/zero/1.0/
set -eu
cd "$(dirname "$0")"
out=$PWD/sounds
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p "$out"

rate=32000
sound() { sox -R -D -V1 -n -r $rate -c 1 "$@"; }               # FILE synth ...
finish() { sox -R -D -V1 "$1" -C "${4:-3}" "$out/$2" gain -n "$3"; } # WAV OGG PEAK_DB [QUALITY]

# Effects. Each ends in silence, so that it never clicks.
sound a.wav synth 0.22 sine 1400/180 gain 20 fade t 0.001 0.22 0.16 lowpass 5200
finish a.wav snd_laser.ogg -7

sound boom.wav synth 0.9 brownnoise lowpass 900 gain -n -1 fade t 0.001 0.9 0.86
sound crack.wav synth 0.18 whitenoise lowpass 4200 fade t 0.001 0.18 0.17 gain -9
sound thump.wav synth 0.5 sine 130/32 fade t 0.001 0.5 0.42 gain -2
sox -D -m boom.wav crack.wav thump.wav a.wav fade t 0 0.9 0.5
finish a.wav snd_explosion.ogg -3

sound one.wav synth 0.06 square %14 fade t 0.002 0.06 0.02
sound two.wav synth 0.22 square %19 fade t 0.002 0.22 0.19
sox -D one.wav two.wav a.wav lowpass 6000
finish a.wav snd_pickup.ogg -8

sound tone.wav synth 0.28 sine 320/90 gain 14 fade t 0.002 0.28 0.2
sound hiss.wav synth 0.28 pinknoise fade t 0.001 0.28 0.25 gain -5
sox -D -m tone.wav hiss.wav a.wav lowpass 3600 fade t 0 0.28 0.1
finish a.wav snd_hurt.ogg -6

sound a.wav synth 0.2 triangle 230/640 fade t 0.003 0.2 0.12
finish a.wav snd_jump.ogg -6

sound a.wav synth 0.06 square %7 fade t 0.002 0.06 0.04 lowpass 4000
finish a.wav snd_blip.ogg -10

sound one.wav synth 0.09 triangle %3 fade t 0.002 0.09 0.04
sound two.wav synth 0.09 triangle %7 fade t 0.002 0.09 0.04
sound three.wav synth 0.32 triangle %10 fade t 0.002 0.32 0.28
sox -D one.wav two.wav three.wav a.wav
finish a.wav snd_confirm.ogg -7

# Music. A part is a list of notes, NOTE:BEATS, in semitones from A 440; "r" is a rest. Every note
# falls silent before the next begins, so a loop has no click at its seam.
# part FILE WAVE SECONDS_PER_BEAT RELEASE NOTE:BEATS...
part() {
    file=$1 wave=$2 beat=$3 release=$4; shift 4
    i=0 list=
    for note; do
        length=$(echo "${note##*:} $beat" | awk '{ printf "%.6f", $1 * $2 }')
        tail=$(echo "$length $release" | awk '{ printf "%.6f", $1 * $2 }')
        pitch=${note%%:*} name=n$(printf %03d $i).wav
        if [ "$pitch" = r ]; then sound "$name" trim 0 "$length"
        else sound "$name" synth "$length" "$wave" "%$pitch" fade t 0.004 "$length" "$tail"; fi
        list="$list $name" i=$((i + 1))
    done
    sox -D $list "$file"
    rm -f $list
}
# drum FILE SECONDS_PER_BEAT PATTERN: one letter a quarter beat; k kick, s snare, h hat, r rest
drum() {
    step=$(echo "$2" | awk '{ printf "%.6f", $1 / 4 }')
    sound k.wav synth "$step" sine 150/38 fade t 0.001 "$step" "$step"
    sound s.wav synth "$step" whitenoise fade t 0.001 "$step" "$step" lowpass 5000 gain -10
    sound h.wav synth "$step" whitenoise gain -4 highpass 7000 fade t 0.001 "$step" "$step" gain -16
    sound r.wav trim 0 "$step"
    list=$(echo "$3" | sed 's/./&.wav /g')
    sox -D $list "$1"
}

# Calm: C, A minor, F, G; eight bars of four beats at 120 a minute, 16 seconds.
part lead.wav triangle 0.5 0.8 \
    7:2 10:1 7:1  3:2 r:1 3:1  0:2 3:1 0:1  -2:3 r:1 \
    7:2 10:1 12:1 10:2 7:1 3:1 5:1 3:1 0:1 3:1 2:3 r:1
part arp.wav sine 0.5 0.9 \
    -9:1 -5:1 -2:1 -5:1 -12:1 -9:1 -5:1 -9:1 -16:1 -12:1 -9:1 -12:1 -14:1 -10:1 -7:1 -10:1 \
    -9:1 -5:1 -2:1 -5:1 -12:1 -9:1 -5:1 -9:1 -16:1 -12:1 -9:1 -12:1 -14:1 -10:1 -7:1 -10:1
part bass.wav triangle 0.5 0.5 \
    -21:4 -24:4 -28:4 -26:4 -21:4 -24:4 -28:4 -26:4
sox -D -m -v 0.5 lead.wav -v 0.35 arp.wav -v 0.5 bass.wav a.wav
finish a.wav mus_calm.ogg -9 -1

# Action: A minor, F, G, E; eight bars of four beats at 150 a minute, 12.8 seconds.
part lead.wav square 0.4 0.6 \
    0:0.5 0:0.5 3:0.5 0:0.5 7:1 5:0.5 3:0.5   8:0.5 8:0.5 7:0.5 5:0.5 3:1 0:1 \
    -2:0.5 -2:0.5 2:0.5 -2:0.5 5:1 3:0.5 2:0.5 7:1 11:1 7:1 -1:1 \
    12:0.5 12:0.5 10:0.5 12:0.5 7:1 5:0.5 3:0.5 8:0.5 8:0.5 7:0.5 5:0.5 3:1 5:1 \
    7:0.5 5:0.5 2:0.5 5:0.5 10:1 7:0.5 5:0.5  7:0.5 8:0.5 11:0.5 8:0.5 7:1 -5:0.5 -1:0.5
bar() { echo "$1:0.5 $1:0.5 $(($1 + 12)):0.5 $1:0.5 $1:0.5 $(($1 + 12)):0.5 $1:0.5 $(($1 + 7)):0.5"; }
part bass.wav sawtooth 0.4 0.4 $(for i in 1 2; do bar -24; bar -28; bar -26; bar -29; done)
drum beat.wav 0.4 "$(for i in 1 2 3 4 5 6 7 8; do printf 'krhrsrhhkrkhsrhr'; done)"
sox -D -m -v 0.22 lead.wav -v 0.35 bass.wav -v 0.6 beat.wav a.wav lowpass 7000
finish a.wav mus_action.ogg -8 -1
