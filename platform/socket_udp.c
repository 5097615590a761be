/* UDP ports: the network thread receives; sending is done by whoever sends, since a datagram goes
 * out whole or not at all. */
#define _GNU_SOURCE
#include "mem.h"
#include "socket_inside.h"

#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

typedef struct Port {
    uv_udp_t udp;                 /* the socket's handle */
    struct sockaddr_storage last; /* whom peer tells of */
} Port;

/* MARK: receiving. Thread: network */

static void on_room(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer) {
    (void)handle, (void)suggested;
    *buffer = socket_room();
}

static void on_datagram(uv_udp_t *udp, ssize_t count, const uv_buf_t *buffer,
                        const struct sockaddr *from, unsigned flags) {
    Socket *socket = udp->data;
    Port *port = socket->inside;
    if (count < 0 || from == NULL || (flags & UV_UDP_PARTIAL) != 0) return;
    size_t size =
        from->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);
    if (memcmp(&port->last, from, size) != 0) {
        memcpy(&port->last, from, size);
        socket_peer_of(from, socket->maps_ip, &socket->peer);
    }
    socket->events->received(
        socket, (SocketBytes){(const uint8_t *)buffer->base, (size_t)count, false, &socket->peer});
}

void port_start(Socket *socket) {
    Port *port = mem_alloc(sizeof *port);
    socket_take_handle(socket, (uv_handle_t *)&port->udp);
    uv_udp_init(socket_loop(), &port->udp);
    uv_udp_open(&port->udp, socket->fd);
    atomic_store(&socket->state, SOCKET_OPEN);
    port_pause(socket, false);
}

/* While the game is behind, the system keeps some datagrams and drops the others. */
void port_pause(Socket *socket, bool pause) {
    if (!socket_has_handle(socket)) return;
    uv_udp_t *udp = socket->inside;
    if (pause)
        uv_udp_recv_stop(udp);
    else
        uv_udp_recv_start(udp, on_room, on_datagram);
}

void port_end(Socket *socket) {
    if (socket_has_handle(socket)) socket_close_handle(socket);
}

/* MARK: sending. Thread: main */

static int send_from(int fd, const struct sockaddr_in6 *to, const void *head, size_t head_size,
                     const void *bytes, size_t size) {
    struct iovec parts[2] = {{(void *)(uintptr_t)head, head_size},
                             {(void *)(uintptr_t)bytes, size}};
    struct msghdr message = {.msg_name = (void *)(uintptr_t)to,
                             .msg_namelen = sizeof *to,
                             .msg_iov = parts,
                             .msg_iovlen = 2};
    ssize_t sent = sendmsg(fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0 || errno != EAFNOSUPPORT || !IN6_IS_ADDR_V4MAPPED(&to->sin6_addr))
        return (int)sent;
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = to->sin6_port}; /* no IPv6 here */
    memcpy(&v4.sin_addr, to->sin6_addr.s6_addr + 12, 4);
    message.msg_name = &v4;
    message.msg_namelen = sizeof v4;
    return (int)sendmsg(fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

int socket_send_to(const Socket *socket, const SocketAddress *address, const void *head,
                   size_t head_size, const void *bytes, size_t size) {
    struct sockaddr_in6 to;
    memcpy(&to, address->bytes, sizeof to);
    return send_from(socket->fd, &to, head, head_size, bytes, size);
}

/* Everyone of an interface's network; the loopback has no such address of its own. */
static bool everyone_of(const struct ifaddrs *interface, int port, struct sockaddr_in6 *to) {
    if (interface->ifa_addr == NULL || interface->ifa_netmask == NULL ||
        interface->ifa_addr->sa_family != AF_INET || (interface->ifa_flags & IFF_UP) == 0)
        return false;
    const struct sockaddr_in *own = (const struct sockaddr_in *)(void *)interface->ifa_addr;
    const struct sockaddr_in *mask = (const struct sockaddr_in *)(void *)interface->ifa_netmask;
    uint32_t everyone = own->sin_addr.s_addr | ~mask->sin_addr.s_addr;
    if (everyone == own->sin_addr.s_addr) return false; /* it has no network, only another end */
    *to = (struct sockaddr_in6){.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
    to->sin6_addr.s6_addr[10] = to->sin6_addr.s6_addr[11] = 0xFF;
    memcpy(to->sin6_addr.s6_addr + 12, &everyone, sizeof everyone);
    return true;
}

/* ff02::1 on an interface that has an IPv6 address. */
static bool nodes_of(const struct ifaddrs *interface, int port, struct sockaddr_in6 *to) {
    if (interface->ifa_addr == NULL || interface->ifa_addr->sa_family != AF_INET6 ||
        (interface->ifa_flags & IFF_UP) == 0)
        return false;
    *to = (struct sockaddr_in6){.sin6_family = AF_INET6,
                                .sin6_port = htons((uint16_t)port),
                                .sin6_scope_id = if_nametoindex(interface->ifa_name)};
    to->sin6_addr.s6_addr[0] = 0xFF;
    to->sin6_addr.s6_addr[1] = 0x02;
    to->sin6_addr.s6_addr[15] = 1;
    return true;
}

int socket_broadcast(const Socket *socket, int port, const void *bytes, size_t size,
                     bool multicasts) {
    struct ifaddrs *interfaces = NULL;
    int sent = -1;
    if (getifaddrs(&interfaces) != 0) return -1;
    for (const struct ifaddrs *i = interfaces; i != NULL; i = i->ifa_next) {
        struct sockaddr_in6 to;
        bool is_near = everyone_of(i, port, &to) || (multicasts && nodes_of(i, port, &to));
        int count = is_near ? send_from(socket->fd, &to, NULL, 0, bytes, size) : -1;
        if (count >= 0) sent = count;
    }
    freeifaddrs(interfaces);
    return sent;
}

void socket_multicast(const Socket *socket, bool join) {
    struct if_nameindex *interfaces = if_nameindex();
    struct ipv6_mreq nodes = {0};
    nodes.ipv6mr_multiaddr.s6_addr[0] = 0xFF;
    nodes.ipv6mr_multiaddr.s6_addr[1] = 0x02;
    nodes.ipv6mr_multiaddr.s6_addr[15] = 1;
    for (const struct if_nameindex *i = interfaces; i != NULL && i->if_index != 0; i++) {
        nodes.ipv6mr_interface = i->if_index;
        setsockopt(socket->fd, IPPROTO_IPV6, join ? IPV6_JOIN_GROUP : IPV6_LEAVE_GROUP, &nodes,
                   sizeof nodes);
    }
    if (interfaces != NULL) if_freenameindex(interfaces);
}
