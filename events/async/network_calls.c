/* gm_network_...: making and destroying sockets, settings, and what can be asked. */
#include "../../platform/files.h"
#include "../../platform/log.h"
#include "../../platform/mem.h"
#include "../../runtime/gm_math.h"
#include "network.h"

#include <string.h>

enum { CONNECT_MS = 4000 };

static NetworkSettings the_settings = {.connect_ms = CONNECT_MS};

NetworkSettings *network_settings(void) {
    return &the_settings;
}

void network_settings_reset(void) {
    gm_network_set_ca_file(NULL);
    gm_network_set_certificate(NULL, NULL);
    the_settings = (NetworkSettings){.connect_ms = CONNECT_MS};
}

/* MARK: files of certificates: the game's own, or a path of the system */

static void set_file(char **place, const char *file) {
    char path[FILES_PATH];
    char *found = mem_text(files_find(file, path, sizeof path) ? path : file);
    mem_free(*place);
    *place = found;
}

void gm_network_set_ca_file(const char *file) {
    set_file(&the_settings.ca_file, file);
}

void gm_network_set_certificate(const char *certificate_file, const char *key_file) {
    set_file(&the_settings.certificate_file, certificate_file);
    set_file(&the_settings.key_file, key_file);
}

/* MARK: making */

static bool take_port(const char *call, int port) {
    if (port >= 0 && port <= 65535) return true;
    log_error("%s: the port %d is not 0 to 65535", call, port);
    return false;
}

static bool is_web(int type) {
    return type == GM_NETWORK_SOCKET_WS || type == GM_NETWORK_SOCKET_WSS;
}

static bool take_type(const char *call, int type) {
    if (type == GM_NETWORK_SOCKET_TCP || type == GM_NETWORK_SOCKET_UDP || is_web(type)) return true;
    log_error("%s: %d is no type of socket: TCP 0, UDP 1, WS 6 and WSS 7 are", call, type);
    return false;
}

static int take_slot(const char *call, int type, bool is_server) {
    int handle = slot_take(type, is_server);
    if (handle == GM_NONE)
        log_warn_once("%s: there are %d sockets, as many as there may be", call, NETWORK_SOCKETS);
    return handle;
}

/* The link of a slot, not started yet. It takes the slot's descriptor. */
static Link *link_for(int handle, SocketKind kind, bool is_raw) {
    Slot *slot = slot_of(handle);
    Link *link = link_new(kind, is_raw);
    link->handle = handle;
    link->socket.fd = slot->fd;
    link->socket.port = slot->port;
    link->socket.maps_ip = slot->is_server;
    slot->fd = -1;
    slot->link = link;
    return link;
}

static void start_port(int handle, bool is_raw) {
    socket_start(&link_for(handle, SOCKET_PORT, is_raw)->socket);
}

static void start_listener(int handle, bool is_raw, int max_client, void *identity) {
    Slot *slot = slot_of(handle);
    Link *link = link_for(handle, SOCKET_LISTENER, is_raw);
    link->socket.is_web = is_web(slot->type);
    link->socket.is_secure = identity != NULL;
    link->socket.tls = identity;
    link->socket.open_ms = the_settings.connect_ms;
    link->socket.most = max_client;
    slot->limit = NETWORK_ACCEPTED_LIMIT;
    atomic_store(&link->socket.message_limit, slot->limit + PROTOCOL_HEADER);
    link->word = mem_text(slot->protocol);
    link->socket.protocol = link->word;
    socket_start(&link->socket);
}

/* Of a WSS server. False: it cannot be one. */
static bool take_identity(const char *call, int type, void **identity) {
    char why[SOCKET_WHY];
    *identity = NULL;
    if (type != GM_NETWORK_SOCKET_WSS) return true;
    if (the_settings.certificate_file == NULL || the_settings.key_file == NULL) {
        log_error("%s: a WSS server needs gm_network_set_certificate before", call);
        return false;
    }
    *identity = socket_identity(the_settings.certificate_file, the_settings.key_file, why);
    if (*identity == NULL) log_error("%s: %s", call, why);
    return *identity != NULL;
}

static int create_server(const char *call, int type, int port, int max_client, bool is_raw) {
    char why[SOCKET_WHY];
    void *identity;
    if (!take_type(call, type) || !take_port(call, port) || !take_identity(call, type, &identity))
        return GM_NONE;
    bool is_port = type == GM_NETWORK_SOCKET_UDP;
    int fd = socket_bind(is_port ? SOCKET_PORT : SOCKET_LISTENER, port, why);
    if (fd < 0) log_info("%s: port %d: %s", call, port, why);
    int handle = fd >= 0 ? take_slot(call, type, true) : GM_NONE;
    if (handle == GM_NONE) {
        socket_unbind(fd);
        socket_identity_free(identity);
        return GM_NONE;
    }
    slot_of(handle)->fd = fd;
    slot_of(handle)->port = port;
    if (is_port)
        start_port(handle, is_raw);
    else
        start_listener(handle, is_raw, max_client, identity);
    return handle;
}

int gm_network_create_server(int type, int port, int max_client) {
    return create_server("gm_network_create_server", type, port, max_client, false);
}

int gm_network_create_server_raw(int type, int port, int max_client) {
    return create_server("gm_network_create_server_raw", type, port, max_client, true);
}

/* port 0: any, and only UDP needs one at once. */
static int create_socket(const char *call, int type, int port) {
    char why[SOCKET_WHY];
    if (!take_type(call, type) || !take_port(call, port)) return GM_NONE;
    bool is_port = type == GM_NETWORK_SOCKET_UDP, binds = is_port || port > 0;
    int fd = binds ? socket_bind(is_port ? SOCKET_PORT : SOCKET_STREAM, port, why) : -1;
    if (binds && fd < 0) {
        log_info("%s: port %d: %s", call, port, why);
        return GM_NONE;
    }
    int handle = take_slot(call, type, false);
    if (handle == GM_NONE) {
        socket_unbind(fd);
        return GM_NONE;
    }
    slot_of(handle)->fd = fd;
    slot_of(handle)->port = port;
    if (is_port) start_port(handle, false);
    return handle;
}

int gm_network_create_socket(int type) {
    return create_socket("gm_network_create_socket", type, 0);
}

int gm_network_create_socket_ext(int type, int port) {
    return create_socket("gm_network_create_socket_ext", type, port);
}

/* MARK: destroying */

static void destroy(int handle) {
    Link *link = slot_of(handle)->link;
    slot_free(handle);
    if (link == NULL) return;
    socket_close(&link->socket);
    link_let_go(link);
}

void gm_network_destroy(int socket) {
    const Slot *slot = slot_of(socket);
    if (slot == NULL) return;
    const Link *server = slot->is_server ? slot->link : NULL;
    for (int handle = 1; server != NULL && handle <= NETWORK_SOCKETS; handle++) {
        const Slot *client = slot_of(handle);
        if (client != NULL && client->link != NULL && client->link->server == server)
            destroy(handle);
    }
    destroy(socket);
}

/* MARK: settings */

static void set_limit(Slot *slot, int bytes) {
    if (bytes < 1) {
        log_error("gm_network_set_config: a limit of %d bytes is none", bytes);
        return;
    }
    slot->limit = (size_t)bytes;
    if (slot->link != NULL)
        atomic_store(&slot->link->socket.message_limit, slot->limit + PROTOCOL_HEADER);
}

static void set_multicast(Slot *slot, bool multicasts) {
    if (slot->type != GM_NETWORK_SOCKET_UDP) {
        log_error("gm_network_set_config: multicast is for UDP sockets");
        return;
    }
    slot->multicasts = multicasts;
    socket_multicast(&slot->link->socket, multicasts);
}

static void set_of_socket(Slot *slot, int config, int value) {
    switch (config) {
    case GM_NETWORK_CONFIG_ENABLE_RELIABLE_UDP:
        log_warn_once("gm_network_set_config: packets of reliable UDP are sent as ordinary ones: "
                      "how others look is not public");
        break;
    case GM_NETWORK_CONFIG_DISABLE_RELIABLE_UDP:
        break;
    case GM_NETWORK_CONFIG_AVOID_TIME_WAIT:
        slot->resets = true;
        if (slot->link != NULL) atomic_store(&slot->link->socket.resets, true);
        break;
    case GM_NETWORK_CONFIG_WEBSOCKET_PROTOCOL:
        log_error("gm_network_set_config: a text is needed: gm_network_set_websocket_protocol");
        break;
    case GM_NETWORK_CONFIG_ENABLE_MULTICAST:
    case GM_NETWORK_CONFIG_DISABLE_MULTICAST:
        set_multicast(slot, config == GM_NETWORK_CONFIG_ENABLE_MULTICAST);
        break;
    case GM_NETWORK_CONFIG_MESSAGE_SIZE_LIMIT:
        set_limit(slot, value);
        break;
    default:
        log_error("gm_network_set_config: there is no setting %d", config);
    }
}

void gm_network_set_config(int config, int value, int value2) {
    if (config == GM_NETWORK_CONFIG_CONNECT_TIMEOUT) {
        the_settings.connect_ms = value > 0 ? value : 1;
    } else if (config == GM_NETWORK_CONFIG_USE_NON_BLOCKING_SOCKET) {
        the_settings.non_blocking = value != 0;
    } else if (slot_of(value) != NULL) {
        set_of_socket(slot_of(value), config, value2);
    } else {
        log_error("gm_network_set_config: there is no socket %d", value);
    }
}

void gm_network_set_websocket_protocol(int socket, const char *protocol) {
    Slot *slot = slot_of(socket);
    bool fine = protocol == NULL || strpbrk(protocol, "\r\n") == NULL;
    if (slot == NULL || !fine) {
        log_error("gm_network_set_websocket_protocol: %s",
                  fine ? "there is no such socket" : "a text of one line was expected");
        return;
    }
    mem_free(slot->protocol);
    slot->protocol = mem_text(protocol);
}

void gm_network_set_timeout(int socket, int read_ms, int write_ms) {
    (void)read_ms;
    Slot *slot = slot_of(socket);
    if (slot == NULL) return;
    slot->write_ms = write_ms > 0 ? write_ms : 0;
    if (slot->link != NULL) atomic_store(&slot->link->socket.write_ms, slot->write_ms);
}

/* MARK: asking */

const char *gm_network_resolve(const char *url) {
    SocketAddress address;
    char why[SOCKET_WHY], ip[SOCKET_IP];
    if (url == NULL || !socket_look_up(url, 0, &address, why)) return "";
    socket_address_text(&address, ip);
    return gm_text("%s", ip);
}
