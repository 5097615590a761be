/* A real WebDAV server: Apache with mod_dav on a free loopback port, with a file area of its own.
 */
#ifndef TESTS_APACHE_H
#define TESTS_APACHE_H

#include "servers.h"

static Process *the_apache;
static const char *the_apache_folder;
static int the_apache_port;

/* Only ada with the password "sesame" may. etags: a FileETag directive. */
static void apache_write_settings(const char *etags) {
    static const char settings[] =
        "ServerRoot %s\nListen 127.0.0.1:%d\nServerName localhost\nPidFile pid\n"
        "ErrorLog errors\nDefaultRuntimeDir .\nMutex fcntl\n"
        "Define m /usr/lib/apache2/modules\nLoadModule mpm_event_module ${m}/mod_mpm_event.so\n"
        "LoadModule authn_core_module ${m}/mod_authn_core.so\n"
        "LoadModule authz_core_module ${m}/mod_authz_core.so\n"
        "LoadModule authn_file_module ${m}/mod_authn_file.so\n"
        "LoadModule authz_user_module ${m}/mod_authz_user.so\n"
        "LoadModule auth_basic_module ${m}/mod_auth_basic.so\n"
        "LoadModule dav_module ${m}/mod_dav.so\nLoadModule dav_fs_module ${m}/mod_dav_fs.so\n"
        "<IfModule unixd_module>\nUser www-data\nGroup www-data\n</IfModule>\n"
        "DocumentRoot www\nDavLockDB www/locks\nLimitRequestBody 0\n%s\n"
        "<Location />\nDav On\nAuthType Basic\nAuthName test\nAuthUserFile users\n"
        "Require valid-user\n</Location>\n";
    char text[4096];
    int length = snprintf(text, sizeof text, settings, the_apache_folder, the_apache_port, etags);
    support_write(the_apache_folder, "apache.conf", text, (size_t)length);
}

static void apache_start(void) {
    char settings[128];
    snprintf(settings, sizeof settings, "%s/apache.conf", the_apache_folder);
    the_apache =
        server_start("apache2", (const char *const[]){"-X", "-f", settings, NULL}, the_apache_port);
}

static inline int apache_open(void **state) {
    (void)state;
    char users[128];
    the_apache_folder = support_folder();
    server_free_ports(&the_apache_port, 1);
    support_write(the_apache_folder, "www/there", "", 0);
    snprintf(users, sizeof users, "%s/users", the_apache_folder);
    server_run((const char *const[]){"htpasswd", "-bc", users, "ada", "sesame", NULL});
    server_run((const char *const[]){"chmod", "-R", "a+rwX", the_apache_folder, NULL});
    apache_write_settings("FileETag Digest");
    apache_start();
    return 0;
}

/* It is one process (-X): killed, it is gone. */
static inline void apache_kill(void) {
    char pid[128];
    snprintf(pid, sizeof pid, "%s/pid", the_apache_folder);
    process_free(the_apache);
    remove(pid);
    the_apache = NULL;
}

static inline int apache_close(void **state) {
    (void)state;
    apache_kill();
    return 0;
}

#endif
