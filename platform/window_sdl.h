/* What the files around SDL's window and renderer owe each other. Thread: main. */
#ifndef PLATFORM_WINDOW_SDL_H
#define PLATFORM_WINDOW_SDL_H

#include <SDL.h>

#include "window.h"

SDL_Window *window_sdl(void);
int window_key_of(const SDL_Keysym *key); /* GM_VK_...; GM_VK_NOKEY: none of them */

#endif
