/* Other programs, with posix_spawn and one pipe for what they say. */
#define _GNU_SOURCE /* pipe2 */
#include "process.h"
#include "mem.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OUTPUT_MAX = 1 << 20, WHY = 256, WAIT_MS = 100 };

extern char **environ;

struct Process {
    pid_t pid; /* 0: has ended */
    int pipe;  /* what it says; -1: closed */
    int status;
    char *output;
    int used, capacity;
};

static bool is_replaced(const char *variable, const char *const *settings) {
    size_t name = strcspn(variable, "=") + 1;
    for (int i = 0; settings != NULL && settings[i] != NULL; i++)
        if (strncmp(variable, settings[i], name) == 0) return true;
    return false;
}

/* The environment with the settings in it. mem_free; the texts are lent. */
static char **with_settings(const char *const *settings) {
    int count = 0, capacity = 0;
    char **all = NULL;
    for (; settings != NULL && settings[count] != NULL; count++) {
        MEM_RESERVE(all, capacity, count + 1);
        memcpy(&all[count], &settings[count], sizeof *all); /* only read */
    }
    for (char **one = environ; *one != NULL; one++) {
        if (is_replaced(*one, settings)) continue;
        MEM_RESERVE(all, capacity, count + 1);
        all[count++] = *one;
    }
    MEM_RESERVE(all, capacity, count + 1);
    all[count] = NULL;
    return all;
}

/* The child starts with default signals and an empty mask, whatever the game has set. */
static int spawn(pid_t *pid, const char *const *argv, const char *const *settings, int output) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    /* posix_spawnp only reads the texts; its type is older than const */
    char *const *texts = (char *const *)(const void *)argv;
    char **environment = with_settings(settings);
    int problem = posix_spawnp(pid, argv[0], &actions, &attributes, texts, environment);
    mem_free(environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return problem;
}

Process *process_start(const char *const *argv, const char *const *settings, char *why) {
    int ends[2];
    pid_t pid = 0;
    int problem = pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno;
    if (problem == 0) {
        problem = spawn(&pid, argv, settings, ends[1]);
        close(ends[1]);
        if (problem != 0) close(ends[0]);
    }
    if (problem != 0) {
        snprintf(why, WHY, "%s cannot be started: %s", argv[0], strerror(problem));
        return NULL;
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    Process *process = mem_alloc(sizeof *process);
    process->pid = pid;
    process->pipe = ends[0];
    MEM_RESERVE(process->output, process->capacity, 1);
    process->output[0] = '\0';
    return process;
}

/* Reads what is there. What is said beyond the limit is thrown away, so that nobody is stuck. */
static void take_output(Process *process) {
    char chunk[4096];
    while (process->pipe >= 0) {
        ssize_t count = read(process->pipe, chunk, sizeof chunk);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return;
        if (count == 0) {
            close(process->pipe);
            process->pipe = -1;
            return;
        }
        int kept = (int)count;
        if (kept > OUTPUT_MAX - process->used) kept = OUTPUT_MAX - process->used;
        MEM_RESERVE(process->output, process->capacity, process->used + kept + 1);
        memcpy(process->output + process->used, chunk, (size_t)kept);
        process->used += kept;
        process->output[process->used] = '\0';
    }
}

bool process_poll(Process *process) {
    take_output(process);
    if (process->pid == 0) return true;
    int status = 0;
    pid_t ended = waitpid(process->pid, &status, WNOHANG);
    if (ended == 0 || (ended < 0 && errno == EINTR)) return false;
    process->pid = 0;
    process->status = WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status);
    take_output(process);
    return true;
}

void process_wait(Process *process) {
    while (!process_poll(process)) {
        struct pollfd output = {.fd = process->pipe, .events = POLLIN};
        poll(&output, 1, process->pipe >= 0 ? WAIT_MS : 1);
    }
}

int process_status(const Process *process) {
    return process->status;
}

const char *process_output(const Process *process) {
    return process->output;
}

void process_free(Process *process) {
    if (process == NULL) return;
    if (!process_poll(process)) {
        kill(process->pid, SIGKILL);
        while (waitpid(process->pid, NULL, 0) < 0 && errno == EINTR)
            continue;
    }
    if (process->pipe >= 0) close(process->pipe);
    mem_free(process->output);
    mem_free(process);
}

bool process_can_run(const char *program) {
    if (strchr(program, '/') != NULL) return access(program, X_OK) == 0;
    const char *folders = getenv("PATH");
    if (folders == NULL) folders = "/usr/local/bin:/usr/bin:/bin";
    while (*folders != '\0') {
        size_t length = strcspn(folders, ":");
        char *path = mem_textf("%.*s/%s", (int)length, folders, program);
        bool runs = access(path, X_OK) == 0;
        mem_free(path);
        if (runs) return true;
        folders += length + (folders[length] == ':' ? 1 : 0);
    }
    return false;
}

long process_id(void) {
    return (long)getpid();
}

bool process_own_folder(char *path, size_t size) {
    ssize_t length = readlink("/proc/self/exe", path, size);
    if (length <= 0 || (size_t)length >= size) return false;
    path[length] = '\0';
    char *slash = strrchr(path, '/');
    if (slash == NULL) return false;
    *slash = '\0';
    return true;
}

int process_processor_count(void) {
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : (int)count;
}
