/* asyncade serve ROUTES.json [--port N]: the mock origin as a program of its own. */
#ifndef RUNTIME_SERVE_H
#define RUNTIME_SERVE_H

/* argv[0] is "serve". Serves until SIGINT or SIGTERM. Returns the exit status: 0, 1 it could not
 * be started (said why), 2 wrong arguments. Thread: main, before other threads. */
int serve_main(int argc, char **argv);

#endif
