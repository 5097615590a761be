/* The one device that plays: SDL_mixer's, which decodes for nothing but an open device. It may be
 * unplugged, and another may come. Thread: main, but for what says otherwise. */
#ifndef PLATFORM_AUDIO_DEVICE_H
#define PLATFORM_AUDIO_DEVICE_H

#include <stdbool.h>
#include <stdint.h>

/* Opens what the desktop plays by; mix is called on SDL's thread, in real time. Thread: audio */
bool device_open(void (*mix)(int16_t *out, int frames));
bool device_open_silence(void); /* one that nobody hears, to decode for */
void device_close(void);        /* none is open: does nothing */
bool device_is_open(void);

typedef enum DeviceNews { DEVICE_SAME, DEVICE_LOST, DEVICE_BACK } DeviceNews;
/* Once per step. After DEVICE_LOST mix is not called any more, after DEVICE_BACK again. */
DeviceNews device_look(void);

/* While in use, it stays open. Waits a moment while it is exchanged. Thread: any */
void device_use(void);
void device_let_go(void);

#endif
