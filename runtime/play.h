/* The verb play. */
#ifndef RUNTIME_PLAY_H
#define RUNTIME_PLAY_H

int play_main(int argc, char **argv); /* argv[0] is "play"; the exit status */

#endif
