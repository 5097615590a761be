/* The beginning of a WebSocket: a question and an answer in HTTP (RFC 6455, 4). Thread: network */
#ifndef PLATFORM_SOCKET_UPGRADE_H
#define PLATFORM_SOCKET_UPGRADE_H

#include "socket.h"

typedef struct Upgrade Upgrade;
typedef enum UpgradeState { UPGRADE_MORE, UPGRADE_DONE, UPGRADE_FAILED } UpgradeState;

/* asks: the client's side, which waits for the answer; else the server's, which waits for the
 * question. */
Upgrade *upgrade_new(const Socket *socket, bool asks);
void upgrade_free(Upgrade *upgrade); /* NULL is fine */
/* What is to be sent: the client's at once, the server's when done or failed. mem_free it. */
char *upgrade_words(const Upgrade *upgrade);
/* Reads on; *used: how many bytes belonged to it. */
UpgradeState upgrade_feed(Upgrade *upgrade, const uint8_t *bytes, size_t size, size_t *used);
const char *upgrade_why(const Upgrade *upgrade); /* it failed: a sentence */

#endif
