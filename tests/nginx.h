/* A real web server for tests: nginx on loopback, with TLS by a certificate made for the occasion,
 * HTTP/2, gzip, and a log that tells how connections were used. */
#ifndef TESTS_NGINX_H
#define TESTS_NGINX_H

#include "support.h"

#include "../platform/process.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static const char *the_nginx_folder; /* www/ is what it serves; log, ca.pem, other.pem */
static Process *the_nginx;
static int the_nginx_ports[3]; /* http; https with HTTP/2; https that closes after each answer */

/* Some ports that were free a moment ago. */
static void nginx_take_ports(void) {
    int sockets[3];
    for (int i = 0; i < 3; i++) {
        struct sockaddr_in address = {.sin_family = AF_INET,
                                      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        socklen_t size = sizeof address;
        sockets[i] = socket(AF_INET, SOCK_STREAM, 0);
        assert_int_equal(bind(sockets[i], (struct sockaddr *)&address, size), 0);
        assert_int_equal(getsockname(sockets[i], (struct sockaddr *)&address, &size), 0);
        the_nginx_ports[i] = ntohs(address.sin_port);
    }
    for (int i = 0; i < 3; i++)
        close(sockets[i]);
}

static void nginx_run(const char *const *argv) {
    char why[256] = "";
    Process *process = process_start(argv, NULL, why);
    if (process == NULL) fail_msg("%s", why);
    process_wait(process);
    if (process_status(process) != 0) fail_msg("%s", process_output(process));
    process_free(process);
}

/* A certificate for 127.0.0.1 that vouches for itself, so that it is its own authority. */
static void nginx_make_certificate(const char *name) {
    char key[128], certificate[128];
    snprintf(key, sizeof key, "%s/%s.key", the_nginx_folder, name);
    snprintf(certificate, sizeof certificate, "%s/%s.pem", the_nginx_folder, name);
    nginx_run((const char *const[]){"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                                    "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                                    "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
                                    "-keyout", key, "-out", certificate, NULL});
}

/* Paths are relative to the folder: nginx is started with it as its prefix. */
static void nginx_write_settings(void) {
    static const char settings[] =
        "daemon off; master_process off; worker_processes 1; pid pid; error_log errors;\n"
        "events { worker_connections 1024; }\n"
        "http {\n"
        "  log_format told '$server_protocol $connection $ssl_session_reused $request_method "
        "$uri';\n"
        "  access_log log told; root www; default_type application/octet-stream;\n"
        "  types { text/plain txt; }\n"
        "  gzip on; gzip_types text/plain; gzip_min_length 100; client_max_body_size 10;\n"
        "  keepalive_requests 100000; client_body_temp_path t1; proxy_temp_path t2;\n"
        "  fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;\n"
        "  ssl_certificate ca.pem; ssl_certificate_key ca.key;\n"
        "  ssl_session_cache shared:x:1m; ssl_session_tickets on;\n"
        "  server { listen 127.0.0.1:%d; }\n"
        "  server { listen 127.0.0.1:%d ssl http2; }\n"
        "  server { listen 127.0.0.1:%d ssl; keepalive_timeout 0; }\n"
        "}\n";
    char text[2048];
    int length = snprintf(text, sizeof text, settings, the_nginx_ports[0], the_nginx_ports[1],
                          the_nginx_ports[2]);
    support_write(the_nginx_folder, "nginx.conf", text, (size_t)length);
}

static bool nginx_answers(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int probe = socket(AF_INET, SOCK_STREAM, 0);
    bool answers = connect(probe, (struct sockaddr *)&address, sizeof address) == 0;
    close(probe);
    return answers;
}

/* Starts it; files for it go into the_nginx_folder's www/. */
static inline int nginx_open(void **state) {
    (void)state;
    char settings[128], why[256] = "";
    the_nginx_folder = support_folder();
    nginx_take_ports();
    nginx_make_certificate("ca");
    nginx_make_certificate("other");
    nginx_write_settings();
    support_write(the_nginx_folder, "www/hello.txt", "hello", 5);
    snprintf(settings, sizeof settings, "%s/nginx.conf", the_nginx_folder);
    const char *program = process_can_run("nginx") ? "nginx" : "/usr/sbin/nginx";
    the_nginx = process_start(
        (const char *const[]){program, "-p", the_nginx_folder, "-c", settings, NULL}, NULL, why);
    if (the_nginx == NULL) fail_msg("%s", why);
    while (!nginx_answers(the_nginx_ports[2]))
        if (process_wait_ms(the_nginx, 10)) fail_msg("nginx: %s", process_output(the_nginx));
    return 0;
}

static inline int nginx_close(void **state) {
    (void)state;
    process_free(the_nginx);
    return 0;
}

enum { NGINX_PLAIN, NGINX_HTTP2, NGINX_TLS };

/* The URL of a file; lent until the fourth call after. */
static inline const char *nginx_url(int server, const char *file) {
    static char urls[4][256];
    static int next;
    char *url = urls[next++ % 4];
    snprintf(url, sizeof urls[0], "%s://127.0.0.1:%d/%s", server == NGINX_PLAIN ? "http" : "https",
             the_nginx_ports[server], file);
    return url;
}

static inline const char *nginx_path(const char *file) {
    return support_path(the_nginx_folder, file);
}

#endif
