/* What the files that use SDL's window and renderer share. Thread: main. */
#ifndef PLATFORM_SDL_H
#define PLATFORM_SDL_H

#include <SDL.h>
#include <stdbool.h>

#include "window.h"

SDL_Window *window_sdl(void);   /* NULL: not open */
SDL_Renderer *render_sdl(void); /* NULL: not open */

/* The parts of window_poll that are not about the window. False: it means nothing to a game. */
bool pads_tell_new(WindowEvent *event); /* the next pad that came and was not told of */
bool pads_translate(const SDL_Event *sdl, WindowEvent *event);
void audio_roster_look(void); /* one came or went */
bool audio_roster_tell(WindowEvent *event);

#endif
