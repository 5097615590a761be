/* The thread "network" and its loop: what other threads ask of sockets is noted under one lock, a
 * leaf, and done on the thread. */
#include "mem.h"
#include "socket_inside.h"
#include "thread.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

enum { ASK_START = 1, ASK_SEND = 2, ASK_RESUME = 4, ASK_CLOSE = 8 };
enum { MOST_UNSENT = 16 * 1024 * 1024, DESCRIPTORS = 4096 };

static struct {
    Thread thread;
    bool open;      /* main's */
    uv_loop_t loop; /* main's until the thread runs, then the thread's */
    uv_async_t wake;
    uv_timer_t watch;
    Socket *sockets; /* the thread's: all there are */
    uint8_t *room;   /* likewise: [SOCKET_READ_BYTES] */
    Lock lock;
    Socket *asked; /* these four: under the lock */
    bool (*look)(bool online);
    bool looks, closing;
} the_network = {.lock = LOCK_INIT};

uv_loop_t *socket_loop(void) {
    return &the_network.loop;
}

uv_buf_t socket_room(void) {
    return uv_buf_init((char *)the_network.room, SOCKET_READ_BYTES);
}

/* MARK: bytes */

void bytes_add(Bytes *to, const void *bytes, size_t size) {
    if (size == 0) return;
    if (to->size + size > to->capacity) {
        to->capacity = 2 * (to->size + size);
        to->bytes = mem_resize(to->bytes, to->capacity);
    }
    memcpy(to->bytes + to->size, bytes, size);
    to->size += size;
}

void bytes_drop(Bytes *bytes) {
    mem_free(bytes->bytes);
    *bytes = (Bytes){0};
}

/* MARK: the list of all */

void socket_enlist(Socket *socket) {
    socket->previous = NULL;
    socket->next = the_network.sockets;
    if (socket->next != NULL) socket->next->previous = socket;
    the_network.sockets = socket;
}

static void leave_list(Socket *socket) {
    if (socket->previous != NULL)
        socket->previous->next = socket->next;
    else
        the_network.sockets = socket->next;
    if (socket->next != NULL) socket->next->previous = socket->previous;
}

void stream_leave_all(const Socket *listener) {
    for (Socket *socket = the_network.sockets; socket != NULL; socket = socket->next) {
        Stream *stream = socket->kind == SOCKET_STREAM ? socket->inside : NULL;
        if (stream != NULL && stream->listener == listener) stream_leave(stream, "");
    }
}

/* MARK: asking. Thread: any */

/* True: the thread must be woken. Nothing is asked of a socket that is over. */
static bool ask_locked(Socket *socket, unsigned what) REQUIRES(the_network.lock) {
    bool is_news = !socket->is_over && (socket->asked & what) != what;
    if (is_news && socket->asked == 0) {
        socket->next_asked = the_network.asked;
        the_network.asked = socket;
    }
    if (is_news) socket->asked |= what;
    return is_news;
}

static void ask(Socket *socket, unsigned what) {
    lock_take(&the_network.lock);
    bool is_news = ask_locked(socket, what);
    lock_give(&the_network.lock);
    if (is_news) uv_async_send(&the_network.wake);
}

static SocketChunk *chunk_of(const void *head, size_t head_size, const void *bytes, size_t size,
                             bool is_text) {
    SocketChunk *chunk = mem_try(sizeof *chunk + head_size + size);
    if (chunk == NULL) return NULL;
    *chunk = (SocketChunk){.size = head_size + size, .is_text = is_text};
    if (head_size > 0) memcpy(chunk->bytes, head, head_size);
    if (size > 0) memcpy(chunk->bytes + head_size, bytes, size);
    return chunk;
}

/* False: the socket is over, and the chunk still the caller's. */
static bool hand_over(Socket *socket, SocketChunk *chunk, bool *is_news)
    REQUIRES(the_network.lock) {
    if (socket->is_over) return false;
    if (socket->first_chunk != NULL)
        socket->last_chunk->next = chunk;
    else
        socket->first_chunk = chunk;
    socket->last_chunk = chunk;
    *is_news = ask_locked(socket, ASK_SEND);
    return true;
}

bool socket_send(Socket *socket, const void *head, size_t head_size, const void *bytes, size_t size,
                 bool is_text) {
    if (atomic_load(&socket->state) != SOCKET_OPEN) return false;
    size_t unsent = atomic_load(&socket->unsent);
    if (unsent > 0 && unsent + head_size + size > MOST_UNSENT) return false;
    SocketChunk *chunk = chunk_of(head, head_size, bytes, size, is_text);
    if (chunk == NULL) return false;
    bool is_news = false;
    atomic_fetch_add(&socket->unsent, chunk->size);
    lock_take(&the_network.lock);
    bool taken = hand_over(socket, chunk, &is_news);
    lock_give(&the_network.lock);
    if (!taken) mem_free(chunk);
    if (is_news) uv_async_send(&the_network.wake);
    return taken;
}

void socket_resume(Socket *socket) {
    ask(socket, ASK_RESUME);
}

void socket_close(Socket *socket) {
    ask(socket, ASK_CLOSE);
}

/* MARK: doing what was asked. Thread: network */

SocketChunk *socket_take_chunks(Socket *socket) {
    lock_take(&the_network.lock);
    SocketChunk *chunks = socket->first_chunk;
    socket->first_chunk = socket->last_chunk = NULL;
    lock_give(&the_network.lock);
    return chunks;
}

static void forget_asked(Socket *socket) REQUIRES(the_network.lock) {
    Socket **place = &the_network.asked;
    while (*place != NULL && *place != socket)
        place = &(*place)->next_asked;
    if (*place != NULL) *place = socket->next_asked;
}

void socket_over(Socket *socket, const char *why) {
    atomic_store(&socket->state, SOCKET_CLOSED);
    leave_list(socket);
    lock_take(&the_network.lock);
    socket->is_over = true; /* nothing is asked of it from here on */
    if (socket->asked != 0) forget_asked(socket);
    lock_give(&the_network.lock);
    for (SocketChunk *chunk = socket_take_chunks(socket); chunk != NULL;) {
        SocketChunk *next = chunk->next;
        mem_free(chunk);
        chunk = next;
    }
    socket->events->closed(socket, why[0] != '\0' ? why : NULL);
}

void socket_take_handle(Socket *socket, uv_handle_t *handle) {
    handle->data = socket;
    socket->inside = handle;
}

bool socket_has_handle(const Socket *socket) {
    return socket->inside != NULL && !uv_is_closing(socket->inside);
}

static void on_closed(uv_handle_t *handle) {
    Socket *socket = handle->data;
    mem_free(handle);
    socket->inside = NULL;
    socket_over(socket, "");
}

void socket_close_handle(Socket *socket) {
    uv_close(socket->inside, on_closed);
}

static void start(Socket *socket) {
    socket_enlist(socket);
    switch (socket->kind) {
    case SOCKET_STREAM:
        stream_connect(stream_new(socket, NULL));
        break;
    case SOCKET_LISTENER:
        listener_start(socket);
        break;
    case SOCKET_PORT:
        port_start(socket);
        break;
    }
}

static void end(Socket *socket) {
    switch (socket->kind) {
    case SOCKET_STREAM:
        stream_leave(socket->inside, "");
        break;
    case SOCKET_LISTENER:
        listener_end(socket);
        break;
    case SOCKET_PORT:
        port_end(socket);
        break;
    }
}

static void set_paused(Socket *socket, bool pause) {
    if (socket->kind == SOCKET_STREAM)
        stream_pause(socket->inside, pause);
    else if (socket->kind == SOCKET_PORT)
        port_pause(socket, pause);
}

void socket_pause(Socket *socket) {
    set_paused(socket, true);
}

static Socket *take_asked(unsigned *what) {
    lock_take(&the_network.lock);
    Socket *socket = the_network.asked;
    if (socket != NULL) {
        the_network.asked = socket->next_asked;
        *what = socket->asked;
        socket->asked = 0;
    }
    lock_give(&the_network.lock);
    return socket;
}

static void end_all(void) {
    for (Socket *socket = the_network.sockets; socket != NULL;) {
        Socket *next = socket->next;
        end(socket);
        if (socket->kind == SOCKET_STREAM) stream_end(socket->inside, "");
        socket = next;
    }
}

static void on_watch(uv_timer_t *watch) {
    lock_take(&the_network.lock);
    bool (*look)(bool online) = the_network.look;
    lock_give(&the_network.lock);
    if (!look(socket_is_online())) uv_timer_stop(watch);
}

static void on_wake(uv_async_t *wake) {
    unsigned what = 0;
    for (Socket *socket; (socket = take_asked(&what)) != NULL;) {
        if ((what & ASK_START) != 0) start(socket);
        if ((what & ASK_SEND) != 0) stream_flush(socket->inside);
        if ((what & ASK_RESUME) != 0) set_paused(socket, false);
        if ((what & ASK_CLOSE) != 0) end(socket);
    }
    lock_take(&the_network.lock);
    bool closing = the_network.closing, watches = the_network.looks;
    the_network.looks = false;
    lock_give(&the_network.lock);
    if (watches) uv_timer_start(&the_network.watch, on_watch, 0, SOCKET_WATCH_MS);
    if (!closing || uv_is_closing((uv_handle_t *)wake)) return;
    end_all();
    uv_close((uv_handle_t *)&the_network.watch, NULL);
    uv_close((uv_handle_t *)wake, NULL);
}

static void run(void *context) {
    (void)context;
    sigset_t pipe; /* a connection that the other side closed is an ordinary error */
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, NULL);
    uv_run(&the_network.loop, UV_RUN_DEFAULT);
}

/* MARK: life. Thread: main */

/* Room for 1,024 sockets beside everything else that is open. */
static void raise_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= DESCRIPTORS) return;
    limit.rlim_cur = limit.rlim_max < DESCRIPTORS ? limit.rlim_max : DESCRIPTORS;
    setrlimit(RLIMIT_NOFILE, &limit);
}

static void open_thread(void) {
    raise_limit();
    uv_loop_init(&the_network.loop);
    uv_async_init(&the_network.loop, &the_network.wake, on_wake);
    uv_timer_init(&the_network.loop, &the_network.watch);
    the_network.room = mem_alloc(SOCKET_READ_BYTES);
    the_network.closing = false;
    the_network.open = true;
    thread_start(&the_network.thread, "network", run, NULL);
}

void socket_start(Socket *socket) {
    if (!the_network.open) open_thread();
    atomic_store(&socket->state, SOCKET_OPENING);
    ask(socket, ASK_START);
}

void socket_watch(bool (*look)(bool online)) {
    if (!the_network.open) open_thread();
    lock_take(&the_network.lock);
    the_network.look = look;
    the_network.looks = true;
    lock_give(&the_network.lock);
    uv_async_send(&the_network.wake);
}

void sockets_close(void) {
    if (!the_network.open) return;
    lock_take(&the_network.lock);
    the_network.closing = true;
    lock_give(&the_network.lock);
    uv_async_send(&the_network.wake);
    thread_join(&the_network.thread);
    uv_loop_close(&the_network.loop);
    mem_free(the_network.room);
    the_network.open = false;
}
