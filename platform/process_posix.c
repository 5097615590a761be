/* Other programs, with posix_spawn and a pipe for what they say, or two. */
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

/* What it says on stdout (and stderr), or on stderr alone. */
typedef struct Stream {
    int pipe; /* -1: closed */
    char *text;
    int used, capacity;
} Stream;

struct Process {
    pid_t pid; /* 0: has ended */
    int status;
    Stream output, errors;
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
static int spawn(pid_t *pid, const char *const *argv, const char *const *settings, int output,
                 int errors) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
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

static Stream stream_of(int pipe) {
    Stream stream = {.pipe = pipe};
    if (pipe >= 0) fcntl(pipe, F_SETFL, O_NONBLOCK);
    MEM_RESERVE(stream.text, stream.capacity, 1);
    stream.text[0] = '\0';
    return stream;
}

static void close_pipe(int *pipe) {
    if (*pipe >= 0) close(*pipe);
    *pipe = -1;
}

static Process *start(const char *const *argv, const char *const *settings, bool apart, char *why) {
    int output[2] = {-1, -1}, errors[2] = {-1, -1}; /* where to read, where it writes */
    pid_t pid = 0;
    bool piped = pipe2(output, O_CLOEXEC) == 0 && (!apart || pipe2(errors, O_CLOEXEC) == 0);
    int problem =
        piped ? spawn(&pid, argv, settings, output[1], apart ? errors[1] : output[1]) : errno;
    close_pipe(&output[1]);
    close_pipe(&errors[1]);
    if (problem != 0) {
        close_pipe(&output[0]);
        close_pipe(&errors[0]);
        snprintf(why, WHY, "%s cannot be started: %s", argv[0], strerror(problem));
        return NULL;
    }
    Process *process = mem_alloc(sizeof *process);
    process->pid = pid;
    process->output = stream_of(output[0]);
    process->errors = stream_of(errors[0]);
    return process;
}

Process *process_start(const char *const *argv, const char *const *settings, char *why) {
    return start(argv, settings, false, why);
}

Process *process_start_apart(const char *const *argv, char *why) {
    return start(argv, NULL, true, why);
}

/* Reads what is there. What is said beyond the limit is thrown away, so that nobody is stuck. */
static void take_stream(Stream *stream) {
    char chunk[4096];
    while (stream->pipe >= 0) {
        ssize_t count = read(stream->pipe, chunk, sizeof chunk);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return;
        if (count == 0) {
            close_pipe(&stream->pipe);
            return;
        }
        int kept = (int)count;
        if (kept > OUTPUT_MAX - stream->used) kept = OUTPUT_MAX - stream->used;
        MEM_RESERVE(stream->text, stream->capacity, stream->used + kept + 1);
        memcpy(stream->text + stream->used, chunk, (size_t)kept);
        stream->used += kept;
        stream->text[stream->used] = '\0';
    }
}

static void take_output(Process *process) {
    take_stream(&process->output);
    take_stream(&process->errors);
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

bool process_wait_ms(Process *process, int ms) {
    if (process_poll(process)) return true;
    struct pollfd pipes[2] = {{.fd = process->output.pipe, .events = POLLIN},
                              {.fd = process->errors.pipe, .events = POLLIN}};
    bool is_silent = process->output.pipe < 0; /* its end would not wake the poll */
    poll(pipes, 2, is_silent ? 1 : ms);
    return process_poll(process);
}

void process_wait(Process *process) {
    while (!process_wait_ms(process, WAIT_MS))
        continue;
}

int process_status(const Process *process) {
    return process->status;
}

const char *process_output(const Process *process) {
    return process->output.text;
}

const char *process_errors(const Process *process) {
    return process->errors.text;
}

void process_free(Process *process) {
    if (process == NULL) return;
    if (!process_poll(process)) {
        kill(process->pid, SIGKILL);
        while (waitpid(process->pid, NULL, 0) < 0 && errno == EINTR)
            continue;
    }
    close_pipe(&process->output.pipe);
    close_pipe(&process->errors.pipe);
    mem_free(process->output.text);
    mem_free(process->errors.text);
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
