/* Drawing what is not an instance: tile and image layers. Thread: main. */
#ifndef RUNTIME_DRAW_LAYER_H
#define RUNTIME_DRAW_LAYER_H

#include "../objects/layer.h"

void draw_layer(const Layer *layer);

#endif
