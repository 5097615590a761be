/* Real servers for tests: programs of the system, as children, on free ports of the loopback. */
#ifndef TESTS_SERVERS_H
#define TESTS_SERVERS_H

#include "support.h"

#include "../platform/process.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static inline struct sockaddr_in server_address(int port) {
    return (struct sockaddr_in){.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

/* Some ports that were free a moment ago; at most 8. */
static inline void server_free_ports(int *ports, int count) {
    int sockets[8];
    for (int i = 0; i < count; i++) {
        struct sockaddr_in address = server_address(0);
        socklen_t size = sizeof address;
        sockets[i] = socket(AF_INET, SOCK_STREAM, 0);
        assert_int_equal(bind(sockets[i], (struct sockaddr *)&address, size), 0);
        assert_int_equal(getsockname(sockets[i], (struct sockaddr *)&address, &size), 0);
        ports[i] = ntohs(address.sin_port);
    }
    for (int i = 0; i < count; i++)
        close(sockets[i]);
}

static inline bool server_answers(int port) {
    struct sockaddr_in address = server_address(port);
    int probe = socket(AF_INET, SOCK_STREAM, 0);
    bool answers = connect(probe, (struct sockaddr *)&address, sizeof address) == 0;
    close(probe);
    return answers;
}

/* Runs what prepares a server, to its end. */
static inline void server_run(const char *const *argv) {
    char why[256] = "";
    Process *process = process_start(argv, NULL, why);
    if (process == NULL) fail_msg("%s", why);
    process_wait(process);
    if (process_status(process) != 0) fail_msg("%s", process_output(process));
    process_free(process);
}

/* Starts one with up to four arguments after its name, and waits until it answers on the port. */
static inline Process *server_start(const char *name, const char *const *arguments, int port) {
    char other[64], why[256] = "";
    snprintf(other, sizeof other, "/usr/sbin/%s", name); /* not in everyone's PATH */
    const char *argv[6] = {process_can_run(name) ? name : other};
    for (int i = 0; arguments[i] != NULL; i++) {
        assert_in_range(i, 0, 3);
        argv[i + 1] = arguments[i];
    }
    Process *server = process_start(argv, NULL, why);
    if (server == NULL) fail_msg("%s", why);
    while (!server_answers(port))
        if (process_wait_ms(server, 10)) fail_msg("%s: %s", name, process_output(server));
    return server;
}

#endif
