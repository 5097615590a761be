/* TLS over bytes in memory: what comes from the other side is fed, what goes to it is taken out.
 * Thread: one at a time. */
#ifndef PLATFORM_SOCKET_TLS_H
#define PLATFORM_SOCKET_TLS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Tls Tls;

/* A client's; it insists on a certificate for host that ca_file (PEM; NULL: the system) vouches
 * for. NULL: why (SOCKET_WHY bytes) says so. */
Tls *tls_connect(const char *host, const char *ca_file, char *why);
Tls *tls_accept(void *identity); /* a server's, of a socket_identity */
void tls_free(Tls *tls);         /* NULL is fine */

void tls_feed(Tls *tls, const void *bytes, size_t size); /* from the other side */
/* What it said, decoded: how many bytes; 0: no more by now; -1: it ended, see tls_why. Before the
 * connection stands it does what is to be done for that. */
int tls_read(Tls *tls, void *bytes, size_t size);
bool tls_is_ready(const Tls *tls); /* the connection stands */
void tls_write(Tls *tls, const void *bytes, size_t size);
void tls_end(Tls *tls); /* no more is written */
/* What is to be sent to the other side: how many bytes; 0: no more by now. */
int tls_outgoing(Tls *tls, void *bytes, size_t size);
const char *tls_why(const Tls *tls); /* a sentence; "": it ended in order */

#endif
