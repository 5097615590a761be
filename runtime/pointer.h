/* Mouse events: of instances under the pointer, then global ones (runtime-model 8.2). */
#ifndef RUNTIME_POINTER_H
#define RUNTIME_POINTER_H

void pointer_events(void); /* the phase of the step. Thread: main */

#endif
