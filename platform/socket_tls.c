/* TLS by OpenSSL, between two memory BIOs. */
#include "socket_tls.h"
#include "mem.h"
#include "socket.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>

struct Tls {
    SSL *ssl;
    char why[SOCKET_WHY];
};

static void say_error(char *why, const char *what) {
    unsigned long error = ERR_peek_error(); /* the cause comes first */
    const char *reason =
        ERR_SYSTEM_ERROR(error) ? strerror(ERR_GET_REASON(error)) : ERR_reason_error_string(error);
    snprintf(why, SOCKET_WHY, "%s: %s", what, reason != NULL ? reason : "no reason is given");
}

static SSL_CTX *context_new(const SSL_METHOD *method) {
    ERR_clear_error();
    SSL_CTX *context = SSL_CTX_new(method);
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
    return context;
}

/* MARK: servers */

void *socket_identity(const char *certificate_file, const char *key_file, char *why) {
    SSL_CTX *context = context_new(TLS_server_method());
    bool fine = SSL_CTX_use_certificate_chain_file(context, certificate_file) == 1;
    if (!fine) say_error(why, certificate_file);
    if (fine && (SSL_CTX_use_PrivateKey_file(context, key_file, SSL_FILETYPE_PEM) != 1 ||
                 SSL_CTX_check_private_key(context) != 1)) {
        say_error(why, key_file);
        fine = false;
    }
    if (fine) return context;
    SSL_CTX_free(context);
    return NULL;
}

void socket_identity_free(void *tls) {
    SSL_CTX_free(tls);
}

/* MARK: both sides */

static Tls *tls_new(SSL_CTX *context) {
    Tls *tls = mem_alloc(sizeof *tls);
    tls->ssl = SSL_new(context);
    SSL_set_bio(tls->ssl, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    return tls;
}

Tls *tls_accept(void *identity) {
    Tls *tls = tls_new(identity);
    SSL_set_accept_state(tls->ssl);
    return tls;
}

static void name_host(SSL *ssl, const char *host) {
    X509_VERIFY_PARAM *wanted = SSL_get0_param(ssl);
    if (X509_VERIFY_PARAM_set1_ip_asc(wanted, host) == 1) return;
    SSL_set_tlsext_host_name(ssl, (char *)(uintptr_t)host); /* it is not written to */
    SSL_set1_host(ssl, host);
}

Tls *tls_connect(const char *host, const char *ca_file, char *why) {
    SSL_CTX *context = context_new(TLS_client_method());
    bool trusts = ca_file != NULL ? SSL_CTX_load_verify_file(context, ca_file) == 1
                                  : SSL_CTX_set_default_verify_paths(context) == 1;
    Tls *tls = trusts ? tls_new(context) : NULL;
    if (tls == NULL) say_error(why, ca_file != NULL ? ca_file : "the system's certificates");
    SSL_CTX_free(context); /* the connection holds it */
    if (tls == NULL) return NULL;
    SSL_set_verify(tls->ssl, SSL_VERIFY_PEER, NULL);
    name_host(tls->ssl, host);
    SSL_set_connect_state(tls->ssl);
    return tls;
}

void tls_free(Tls *tls) {
    if (tls == NULL) return;
    SSL_free(tls->ssl);
    mem_free(tls);
}

/* MARK: bytes */

void tls_feed(Tls *tls, const void *bytes, size_t size) {
    if (size > 0) BIO_write(SSL_get_rbio(tls->ssl), bytes, (int)size);
}

static void say_why(Tls *tls, int error) {
    long verified = SSL_get_verify_result(tls->ssl);
    if (error == SSL_ERROR_ZERO_RETURN)
        tls->why[0] = '\0';
    else if (verified != X509_V_OK)
        snprintf(tls->why, sizeof tls->why, "the certificate is not trusted: %s",
                 X509_verify_cert_error_string(verified));
    else
        say_error(tls->why, "TLS");
}

int tls_read(Tls *tls, void *bytes, size_t size) {
    ERR_clear_error();
    int count = SSL_read(tls->ssl, bytes, (int)size);
    if (count > 0) return count;
    int error = SSL_get_error(tls->ssl, count);
    if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) return 0;
    say_why(tls, error);
    return -1;
}

bool tls_is_ready(const Tls *tls) {
    return SSL_is_init_finished(tls->ssl) == 1;
}

void tls_write(Tls *tls, const void *bytes, size_t size) {
    const char *at = bytes;
    enum { PIECE = 1 << 20 };
    for (size_t left = size; left > 0;) { /* into memory: it takes all */
        int count = SSL_write(tls->ssl, at, left < PIECE ? (int)left : PIECE);
        if (count <= 0) return; /* the connection has ended: reading says why */
        at += count;
        left -= (size_t)count;
    }
}

void tls_end(Tls *tls) {
    if (tls_is_ready(tls)) SSL_shutdown(tls->ssl);
}

int tls_outgoing(Tls *tls, void *bytes, size_t size) {
    int count = BIO_read(SSL_get_wbio(tls->ssl), bytes, (int)size);
    return count > 0 ? count : 0;
}

const char *tls_why(const Tls *tls) {
    return tls->why;
}
