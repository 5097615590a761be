/* Drawing what is not an instance: tile and image layers, sequences. Thread: main. */
#ifndef RUNTIME_DRAW_LAYER_H
#define RUNTIME_DRAW_LAYER_H

#include "../objects/layer.h"

void draw_layer(const Layer *layer);
void draw_layer_sequences(int slot); /* the youngest first (runtime-model 6.2) */

#endif
