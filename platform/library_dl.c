/* Shared libraries, with dlopen. */
#include "library.h"
#include "mem.h"

#include <dlfcn.h>
#include <stdio.h>

struct Library {
    void *handle;
};

static Library *open_with(const char *path, int flags, char *why) {
    /* now, not lazily: a missing function is a sentence here, not a crash in a handler */
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | flags);
    if (handle == NULL) {
        const char *reason = dlerror();
        snprintf(why, LIBRARY_WHY, "%s", reason != NULL ? reason : "it cannot be opened");
        return NULL;
    }
    Library *library = mem_alloc(sizeof *library);
    library->handle = handle;
    return library;
}

Library *library_open(const char *path, char *why) {
    return open_with(path, 0, why);
}

Library *library_open_for_good(const char *path, char *why) {
    return open_with(path, RTLD_NODELETE, why);
}

void library_close(Library *library) {
    if (library == NULL) return;
    dlclose(library->handle);
    mem_free(library);
}

void *library_find(const Library *library, const char *name) {
    return dlsym(library->handle, name);
}
