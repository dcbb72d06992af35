#!/bin/sh
# Makes the clip that the demo publisher loops: waves, a travelling light, a running clock, a soft chord.
#
# 16 s = 8 closed GOPs of 2 s = 400 pictures = 750 AAC frames, so both tracks end at the same instant and the
# clip can be repeated for ever with a period of exactly 16,000 ms. Every motion and every tone has a period that
# divides 16 s: the seam can neither be seen nor heard. Only the clock jumps.
#
# usage: make-demo-clip.sh [output.flv]     needs ffmpeg with libx264, libfreetype and fontconfig
set -eu

output=${1:-src/main/resources/demo/demo.flv}
seconds=16
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The waves are computed small and scaled up: they are smooth, and geq is slow.
waves="nullsrc=s=240x136:r=25:d=$seconds,format=yuv420p,geq=\
lum='80+26*sin(X/30+2*PI*T/8)+22*sin(Y/22-X/60+2*PI*T/16)+12*sin((X+Y)/18-2*PI*T/4)':\
cb='150+26*sin(X/40+2*PI*T/16)+10*sin(Y/18-2*PI*T/8)':\
cr='112+24*sin(Y/26+X/50-2*PI*T/16)',scale=960:544:flags=bicubic,crop=960:540"
light="color=white:s=64x64:r=25:d=$seconds,format=yuva444p,geq=\
lum=250:cb=118:cr=134:a='255*pow(clip(1-hypot(X-31.5,Y-31.5)/32,0,1),0.6)'"
path="x='(W-w)/2+380*sin(2*PI*t/8)':y='(H-h)/2+170*sin(2*PI*t/4)'"
text="font=Sans:fontcolor=white"
words="drawtext=$text:text='Sluice':fontsize=104:x=(w-tw)/2:y=(h-th)/2-24:alpha=0.92,\
drawtext=$text:text='live from your own gate':fontsize=26:x=(w-tw)/2:y=h/2+58:alpha=0.75,\
drawtext=$text:text='%{pts\:hms}   picture %{eif\:n\:d\:3}':fontsize=24:x=32:y=h-52:box=1:boxborderw=10:boxcolor=black@0.35"

ffmpeg -hide_banner -loglevel error -y -f lavfi -i "$waves" -f lavfi -i "$light" \
    -filter_complex "[0][1]overlay=$path:format=yuv420,$words,format=yuv420p" \
    -t "$seconds" -c:v libx264 -profile:v high -level 3.1 -refs 3 -preset veryslow -crf 24 -maxrate 620k -bufsize 1200k \
    -g 50 -keyint_min 50 -sc_threshold 0 -bf 0 -flags +cgop+bitexact -x264-params threads=2:open-gop=0 \
    -bsf:v filter_units=remove_types=6 -f h264 "$work/video.h264"

# Two seconds more than needed: the first frames prime the encoder and are left out.
ffmpeg -hide_banner -loglevel error -y -f lavfi -i "aevalsrc=\
'0.045*sin(2*PI*220*t)*(1+0.6*sin(2*PI*t/8))+0.035*sin(2*PI*277.25*t)*(1+0.6*sin(2*PI*t/16))'|\
'0.045*sin(2*PI*220*t)*(1-0.6*sin(2*PI*t/8))+0.035*sin(2*PI*329.75*t)*(1+0.6*cos(2*PI*t/16))':s=48000:d=18" \
    -c:a aac -profile:a aac_low -b:a 64k -flags +bitexact -f adts "$work/audio.aac"

ffmpeg -hide_banner -loglevel error -y -framerate 25 -i "$work/video.h264" -itsoffset -0.064 -i "$work/audio.aac" \
    -c copy -bsf:a "noise=drop=lt(n\,3),aac_adtstoasc" -frames:a 750 -fflags +bitexact -f flv "$output"
