/* What the files that use SDL's window and renderer share. Thread: main. */
#ifndef PLATFORM_SDL_H
#define PLATFORM_SDL_H

#include <SDL.h>
#include <stdbool.h>

SDL_Window *window_sdl(void);             /* NULL: not open */
int window_key_of(const SDL_Keysym *key); /* GM_VK_...; GM_VK_NOKEY: none of them */
SDL_Renderer *render_sdl(void);           /* NULL: not open */

#endif
