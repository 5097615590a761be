/* Addresses: bound, looked up, told as text. */
#define _GNU_SOURCE
#include "socket_inside.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 512 };

/* MARK: bound descriptors */

/* For IPv6 and IPv4; for IPv4 alone where the system knows nothing else. */
static int open_both(int type, bool *is_v6) {
    int fd = socket(AF_INET6, type | SOCK_CLOEXEC, 0), no = 0;
    *is_v6 = fd >= 0 || errno != EAFNOSUPPORT;
    if (!*is_v6) return socket(AF_INET, type | SOCK_CLOEXEC, 0);
    if (fd >= 0) setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
    return fd;
}

static int bind_to(int fd, bool is_v6, int port) {
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    return is_v6 ? bind(fd, (struct sockaddr *)&v6, sizeof v6)
                 : bind(fd, (struct sockaddr *)&v4, sizeof v4);
}

int socket_bind(SocketKind kind, int port, char *why) {
    bool is_v6;
    int yes = 1, option = kind == SOCKET_PORT ? SO_BROADCAST : SO_REUSEADDR;
    int fd = open_both(kind == SOCKET_PORT ? SOCK_DGRAM : SOCK_STREAM, &is_v6);
    bool bound = fd >= 0 && setsockopt(fd, SOL_SOCKET, option, &yes, sizeof yes) == 0 &&
                 bind_to(fd, is_v6, port) == 0;
    if (bound && kind == SOCKET_LISTENER) bound = listen(fd, BACKLOG) == 0;
    if (bound) return fd;
    snprintf(why, SOCKET_WHY, "%s", strerror(errno));
    socket_unbind(fd);
    return -1;
}

void socket_unbind(int fd) {
    if (fd >= 0) close(fd);
}

/* MARK: texts */

void socket_peer_of(const struct sockaddr *address, bool maps, SocketPeer *peer) {
    char ip[INET6_ADDRSTRLEN] = "";
    const char *prefix = "", *text = ip;
    if (address->sa_family == AF_INET) {
        const struct sockaddr_in *v4 = (const struct sockaddr_in *)(const void *)address;
        inet_ntop(AF_INET, &v4->sin_addr, ip, sizeof ip);
        peer->port = ntohs(v4->sin_port);
        prefix = maps ? "::ffff:" : "";
    } else {
        const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)address;
        inet_ntop(AF_INET6, &v6->sin6_addr, ip, sizeof ip);
        peer->port = ntohs(v6->sin6_port);
        if (!maps && IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr)) text = strrchr(ip, ':') + 1;
    }
    snprintf(peer->ip, sizeof peer->ip, "%s%s", prefix, text);
}

void socket_address_text(const SocketAddress *address, char *ip) {
    struct sockaddr_in6 v6;
    SocketPeer peer;
    memcpy(&v6, address->bytes, sizeof v6);
    socket_peer_of((const struct sockaddr *)&v6, false, &peer);
    snprintf(ip, SOCKET_IP, "%s", peer.ip);
}

/* MARK: looking up */

/* Every address as IPv6, for the descriptors serve both. */
bool socket_look_up(const char *host, int port, SocketAddress *address, char *why) {
    _Static_assert(sizeof(struct sockaddr_in6) <= sizeof address->bytes, "it must fit");
    char service[16];
    struct addrinfo *found = NULL;
    struct addrinfo hints = {.ai_family = AF_INET6,
                             .ai_socktype = SOCK_DGRAM,
                             .ai_flags = AI_V4MAPPED | AI_ALL | AI_NUMERICSERV};
    snprintf(service, sizeof service, "%d", port);
    int error = getaddrinfo(host, service, &hints, &found);
    if (error != 0) {
        snprintf(why, SOCKET_WHY, "%s", gai_strerror(error));
        return false;
    }
    const struct addrinfo *best = found; /* an IPv4 address reaches more than the others */
    for (const struct addrinfo *i = found; i != NULL; i = i->ai_next) {
        const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)i->ai_addr;
        if (!IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr)) continue;
        best = i;
        break;
    }
    memcpy(address->bytes, best->ai_addr, sizeof(struct sockaddr_in6));
    freeaddrinfo(found);
    return true;
}

bool socket_is_online(void) {
    struct ifaddrs *interfaces = NULL;
    bool online = false;
    if (getifaddrs(&interfaces) != 0) return false;
    for (const struct ifaddrs *i = interfaces; i != NULL && !online; i = i->ifa_next)
        online = i->ifa_addr != NULL && (i->ifa_flags & IFF_RUNNING) != 0 &&
                 (i->ifa_flags & IFF_LOOPBACK) == 0 &&
                 (i->ifa_addr->sa_family == AF_INET || i->ifa_addr->sa_family == AF_INET6);
    freeifaddrs(interfaces);
    return online;
}
