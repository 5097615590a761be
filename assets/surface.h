/* Surfaces: textures that a game draws on, by handle; its calls are in gm_surface.h. Thread: main.
 */
#ifndef ASSETS_SURFACE_H
#define ASSETS_SURFACE_H

/* Ends every target that is still set; how many there were. */
int surface_drop_targets(void);
void surfaces_close(void);

#endif
