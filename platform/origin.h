/* The mock origin: a small HTTP server on loopback that answers what a routes file says, slowly,
 * badly or not at all if so told, so that games and tests need no internet. It runs on a thread of
 * its own, "origin". The routes file is described in origin_routes.h. */
#ifndef PLATFORM_ORIGIN_H
#define PLATFORM_ORIGIN_H

typedef struct Origin Origin;

/* Reads the routes and listens on 127.0.0.1. port 0: a free one. NULL: said why. Thread: main */
Origin *origin_open(const char *routes_file, int port);
/* The same; access is called with a line for each answer. Thread: main; access: worker */
Origin *origin_open_watched(const char *routes_file, int port, void (*access)(const char *line));
int origin_port(const Origin *origin); /* Thread: any */
void origin_close(Origin *origin);     /* NULL is fine. Thread: main */

#endif
