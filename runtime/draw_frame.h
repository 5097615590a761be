/* One picture: the draw passes in order (runtime-model 1.4). Thread: main. */
#ifndef RUNTIME_DRAW_FRAME_H
#define RUNTIME_DRAW_FRAME_H

void draw_frame(void);
/* Something drawn over everything, in window pixels: dialogs, the overlay. */
void draw_frame_over(void (*draw)(void));
void draw_frame_close(void);

#endif
