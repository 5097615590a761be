/* Watching folders with inotify. A folder is watched, not its files: editors replace those. */
#include "files_watch.h"
#include "files.h"
#include "log.h"
#include "mem.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

enum { BUFFER_BYTES = 16384 };

typedef struct Folder {
    int watch;
    char *path;
} Folder;

static struct {
    bool open;
    int fd;
    Folder *folders;
    int folder_count, folder_capacity;
    size_t used, at; /* bytes of buffer that were read, and handed out */
    _Alignas(struct inotify_event) char buffer[BUFFER_BYTES];
} the_watch;

bool files_watch_open(void) {
    if (the_watch.open) return true;
    the_watch.fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (the_watch.fd < 0) {
        log_warn("the game folder cannot be watched, so nothing is reloaded: %s", strerror(errno));
        return false;
    }
    the_watch.open = true;
    the_watch.used = the_watch.at = 0;
    return true;
}

void files_watch_close(void) {
    if (!the_watch.open) return;
    close(the_watch.fd);
    for (int i = 0; i < the_watch.folder_count; i++)
        mem_free(the_watch.folders[i].path);
    mem_free(the_watch.folders);
    the_watch.folders = NULL;
    the_watch.folder_count = the_watch.folder_capacity = 0;
    the_watch.open = false;
}

static Folder *folder_of(int watch) {
    for (int i = 0; i < the_watch.folder_count; i++)
        if (the_watch.folders[i].watch == watch) return &the_watch.folders[i];
    return NULL;
}

bool files_watch_add(const char *folder) {
    if (!the_watch.open) return false;
    const uint32_t changes = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE;
    int watch = inotify_add_watch(the_watch.fd, folder, changes | IN_ONLYDIR);
    if (watch < 0) return false;
    if (folder_of(watch) != NULL) return true;
    MEM_RESERVE(the_watch.folders, the_watch.folder_capacity, the_watch.folder_count + 1);
    the_watch.folders[the_watch.folder_count++] = (Folder){watch, mem_text(folder)};
    return true;
}

/* The folder is gone: its number may be given out again. */
static void forget(int watch) {
    Folder *folder = folder_of(watch);
    if (folder == NULL) return;
    mem_free(folder->path);
    *folder = the_watch.folders[--the_watch.folder_count];
}

/* True if the event names a change; path is filled. */
static bool is_change(const struct inotify_event *event, char *path, size_t size) {
    if ((event->mask & IN_Q_OVERFLOW) != 0) {
        path[0] = '\0';
        return true;
    }
    if ((event->mask & IN_IGNORED) != 0) forget(event->wd);
    /* a new file counts when it is closed; a new folder has no closing */
    if ((event->mask & IN_CREATE) != 0 && (event->mask & IN_ISDIR) == 0) return false;
    const Folder *folder = folder_of(event->wd);
    if (folder == NULL || event->len == 0) return false;
    snprintf(path, size, "%s/%s", folder->path, event->name);
    return true;
}

bool files_watch_poll(char *path, size_t size) {
    while (the_watch.open) {
        if (the_watch.at >= the_watch.used) {
            ssize_t count = read(the_watch.fd, the_watch.buffer, sizeof the_watch.buffer);
            if (count <= 0) return false;
            the_watch.used = (size_t)count;
            the_watch.at = 0;
        }
        /* the kernel keeps each event aligned in an aligned buffer */
        const struct inotify_event *event = (const void *)(the_watch.buffer + the_watch.at);
        the_watch.at += sizeof *event + event->len;
        if (is_change(event, path, size)) return true;
    }
    return false;
}
