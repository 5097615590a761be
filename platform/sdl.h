/* What the files that use SDL's window and renderer share. Thread: main. */
#ifndef PLATFORM_SDL_H
#define PLATFORM_SDL_H

#include <SDL.h>
#include <stdbool.h>

SDL_Window *window_sdl(void);       /* NULL: not open */
SDL_Renderer *render_sdl(void);     /* NULL: not open */
SDL_Texture *render_sdl_texture(int texture); /* NULL: no such texture */
Uint32 render_pixel_format(void);   /* of textures. Thread: any, after render_open */
SDL_Rect window_picture(void);      /* where the game's picture lies in the window */

#endif
