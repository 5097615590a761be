/* A real web server for tests: nginx on loopback, with TLS by a certificate made for the occasion,
 * HTTP/2, gzip, and a log that tells how connections were used. */
#ifndef TESTS_NGINX_H
#define TESTS_NGINX_H

#include "servers.h"

static const char *the_nginx_folder; /* www/ is what it serves; log, ca.pem, other.pem */
static Process *the_nginx;
static int the_nginx_ports[3]; /* http; https with HTTP/2; https that closes after each answer */

/* A certificate for 127.0.0.1 that vouches for itself, so that it is its own authority. */
static void nginx_make_certificate(const char *name) {
    char key[128], certificate[128];
    snprintf(key, sizeof key, "%s/%s.key", the_nginx_folder, name);
    snprintf(certificate, sizeof certificate, "%s/%s.pem", the_nginx_folder, name);
    server_run((const char *const[]){
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
        "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
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

/* Starts it; files for it go into the_nginx_folder's www/. */
static inline int nginx_open(void **state) {
    (void)state;
    char settings[128];
    the_nginx_folder = support_folder();
    server_free_ports(the_nginx_ports, 3);
    nginx_make_certificate("ca");
    nginx_make_certificate("other");
    nginx_write_settings();
    support_write(the_nginx_folder, "www/hello.txt", "hello", 5);
    snprintf(settings, sizeof settings, "%s/nginx.conf", the_nginx_folder);
    the_nginx =
        server_start("nginx", (const char *const[]){"-p", the_nginx_folder, "-c", settings, NULL},
                     the_nginx_ports[2]);
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
