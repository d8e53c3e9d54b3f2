#define _GNU_SOURCE
#include "tablets.h"

#include "unpack.h"
#include "wire.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SCRATCH = 1 << 22, GROUPS = 256, MOST_LINE = 4096 };

struct options options = {.host = "127.0.0.1", .beat = 10000000000};
struct counts counts;
struct tablet *tablets;
int tablets_known, tablets_open, tablets_pending, poller;
long best;
int level, level_needed;
int64_t best_at, level_at;

static char scratch[SCRATCH];
/* What the first of a group received for a number: the others must have the same bytes. */
static struct { long seq, from; uint64_t hash; } groups[GROUPS];

void read_tablets(const char *name) {
    FILE *file = fopen(name, "r");
    if (!file) give_up(name);
    static char line[MOST_LINE];
    int room = 0;
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        char *rest = line, *group = strsep(&rest, "\t"), *path = strsep(&rest, "\t");
        if (!path) continue;
        if (tablets_known == room) {
            room = room ? 2 * room : 1024;
            tablets = realloc(tablets, (size_t)room * sizeof *tablets);
            if (!tablets) give_up("tablets");
        }
        tablets[tablets_known] = (struct tablet){
            .number = tablets_known, .fd = -1, .group = atoi(group) % GROUPS,
            .path = strdup(path), .cookie = strdup(rest ? rest : "")};
        tablets_known++;
    }
    fclose(file);
}

void open_tablet(struct tablet *tablet) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), yes = 1;
    if (fd < 0) give_up("socket");
    struct sockaddr_in where = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)options.port)};
    inet_pton(AF_INET, options.host, &where.sin_addr);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    tablet->fd = fd;
    tablet->state = CONNECTING;
    tablets_pending++;
    if (connect(fd, (struct sockaddr *)&where, sizeof where) && errno != EINPROGRESS)
        give_up("connect");
    struct epoll_event event = {.events = EPOLLOUT, .data.ptr = tablet};
    epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event);
}

void close_tablet(struct tablet *tablet) {
    if (tablet->state == OPEN) tablets_open--;
    if (tablet->state == CONNECTING || tablet->state == ASKING) tablets_pending--;
    if (tablet->fd >= 0) close(tablet->fd);
    free(tablet->pending);
    tablet->pending = NULL;
    tablet->pending_size = 0;
    tablet->fd = -1;
    tablet->state = AWAY;
}

/* The server ended it: that is counted, and the tablet comes back if tablets do. */
static void lose(struct tablet *tablet) {
    if (tablet->state == OPEN) counts.closed++;
    else counts.refused++;
    close_tablet(tablet);
    tablet->state = GONE;
    count_level();
}

static void say(struct tablet *tablet, int opcode, const char *words, size_t size) {
    char frame[512];
    if (size > sizeof frame - 16) return;
    size_t length = write_masked(frame, opcode, words, size);
    if (send(tablet->fd, frame, length, MSG_NOSIGNAL) < 0 && errno != EAGAIN) return;
}

static void say_cursor(struct tablet *tablet) {
    struct heard beat;
    if (heartbeat(options.dialect, tablet->cursor, &beat))
        say(tablet, beat.opcode, beat.answer, beat.answer_size);
}

static void ask(struct tablet *tablet) {
    char request[MOST_LINE + 512], path[MOST_LINE];
    const char *hole = strstr(tablet->path, "{cursor}");
    if (hole)
        snprintf(path, sizeof path, "%.*s%ld%s", (int)(hole - tablet->path), tablet->path,
                 tablet->cursor, hole + 8);
    else
        snprintf(path, sizeof path, "%s", tablet->path);
    int size = snprintf(request, sizeof request,
                        "GET %s HTTP/1.1\r\nHost: %s:%d\r\nUpgrade: websocket\r\n"
                        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        "Sec-WebSocket-Key: " HANDSHAKE_KEY "\r\n"
                        "%sOrigin: %s\r\nCookie: %s\r\n\r\n",
                        path, options.host, options.port, options.packs ? OFFER : "",
                        options.origin, tablet->cookie);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = tablet};
    epoll_ctl(poller, EPOLL_CTL_MOD, tablet->fd, &event);
    tablet->state = ASKING;
    if (send(tablet->fd, request, (size_t)size, MSG_NOSIGNAL) != size) lose(tablet);
}

/* Return the length of the answer to the handshake, 0 while it is not all there. */
static size_t read_answer(struct tablet *tablet, const char *bytes, size_t size) {
    const char *end = memmem(bytes, size, "\r\n\r\n", 4);
    if (!end) return 0;
    size_t head = (size_t)(end - bytes) + 4;
    bool is_agreed = !options.packs || memmem(bytes, head, AGREED, sizeof AGREED - 1);
    if (!memmem(bytes, head, " 101 ", 5) || !memmem(bytes, head, HANDSHAKE_ANSWER, 28) ||
        !is_agreed) {
        lose(tablet);
        return 0;
    }
    tablet->state = OPEN;
    tablets_open++;
    tablets_pending--;
    /* Spread from the first on: a thousand must not speak in the same instant. */
    tablet->beat_at = now() + options.beat * (rand() % 1000) / 1000;
    level_needed++;
    level += tablet->cursor == best;
    struct heard hello;
    if (greeting(options.dialect, &hello))
        say(tablet, hello.opcode, hello.answer, hello.answer_size);
    return head;
}

static uint64_t hash_of(const char *bytes, size_t size) {
    uint64_t hash = size, word;
    for (; size >= 8; bytes += 8, size -= 8) {
        memcpy(&word, bytes, 8);
        hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 29;
    }
    while (size--) hash = (hash ^ (unsigned char)*bytes++) * 0x100000001B3u;
    return hash;
}

/* The same group, number and beginning must be the same bytes. */
static void compare(int group, long seq, long from, const char *bytes, size_t size) {
    uint64_t hash = hash_of(bytes, size);
    if (seq > groups[group].seq) {
        groups[group].seq = seq;
        groups[group].from = from;
        groups[group].hash = hash;
    } else if (seq == groups[group].seq && from == groups[group].from) {
        counts.bad += hash != groups[group].hash;
    }
}

static void move_to(struct tablet *tablet, long seq) {
    tablet->cursor = seq;
    if (tablet->is_stalled) return;
    if (seq > best) {
        best = seq;
        best_at = now();
        level = 0;
    }
    level += seq == best;
    if (seq == best && level == level_needed) level_at = now();
}

static void take(struct tablet *tablet, const char *bytes, size_t size) {
    struct heard heard = understand(options.dialect, tablet->number, tablet->cursor, bytes,
                                    size);
    if (heard.opcode) say(tablet, heard.opcode, heard.answer, heard.answer_size);
    counts.bad += !heard.is_sound;
    counts.snapshots += heard.is_whole;
    long seq = heard.seq, from = heard.from;
    if (!heard.has_number || seq < 0) return;
    if (seq <= tablet->cursor && !heard.is_whole) return;
    if (heard.is_for_all) compare(tablet->group, seq, from, bytes, size);
    if (!heard.is_whole && tablet->cursor && from > tablet->cursor) {
        counts.gaps++;
        say_cursor(tablet);
        return;
    }
    if (seq > tablet->cursor) move_to(tablet, seq);
    int64_t soon = now() + options.ack;
    if (options.ack && soon < tablet->beat_at) tablet->beat_at = soon;
}

/* A message whole, or compressed where that was agreed; its bytes are those of the wire. */
static void take_message(struct tablet *tablet, struct frame frame) {
    const char *bytes = frame.payload;
    size_t size = frame.size;
    counts.messages++;
    counts.bytes += (long)size;
    if (frame.first & PACKED) {
        counts.packed++;
        bytes = unpack(frame.payload, frame.size, &size);
    }
    if (bytes) take(tablet, bytes, size);
    else counts.bad++;
}

static void hear(struct tablet *tablet, struct frame frame) {
    const unsigned char *code = (const unsigned char *)frame.payload;
    switch (frame.first) {
    case 0x80 | TEXT:
        take_message(tablet, frame);
        break;
    case 0x80 | BINARY: /* only Yjs speaks so */
        if (options.dialect == YJS) take_message(tablet, frame);
        else counts.bad++;
        break;
    case 0x80 | PACKED | TEXT:
        if (options.packs) take_message(tablet, frame);
        else counts.bad++;
        break;
    case 0x80 | PING:
        say(tablet, PONG, frame.payload, frame.size);
        break;
    case 0x80 | CLOSE:
        counts.last_close = frame.size > 1 ? code[0] << 8 | code[1] : 1005;
        lose(tablet);
        break;
    case 0x80 | PONG:
        break;
    default: /* no server here may send in pieces */
        counts.bad++;
    }
}

static void keep(struct tablet *tablet, const char *bytes, size_t size) {
    char *kept = NULL;
    if (size) {
        kept = malloc(size);
        if (!kept) give_up("malloc");
        memcpy(kept, bytes, size);
    }
    free(tablet->pending);
    tablet->pending = kept;
    tablet->pending_size = size;
}

static void read_tablet(struct tablet *tablet) {
    size_t size = tablet->pending_size, at = 0;
    memcpy(scratch, tablet->pending ? tablet->pending : "", size);
    ssize_t got = recv(tablet->fd, scratch + size, SCRATCH - size, 0);
    if (got <= 0) {
        if (got == 0 || errno != EAGAIN) lose(tablet);
        return;
    }
    size += (size_t)got;
    if (tablet->state == ASKING) at = read_answer(tablet, scratch, size);
    while (tablet->state == OPEN) {
        struct frame frame = read_frame(scratch + at, size - at);
        if (!frame.whole) break;
        hear(tablet, frame);
        at += frame.whole;
    }
    if (tablet->fd >= 0) keep(tablet, scratch + at, size - at);
}

void attend(struct tablet *tablet, uint32_t events) {
    if (tablet->state == CONNECTING) {
        if (events & (EPOLLERR | EPOLLHUP)) lose(tablet);
        else ask(tablet);
    } else if (tablet->fd >= 0) {
        read_tablet(tablet);
    }
}

void beat(int64_t time) {
    for (int at = 0; at < tablets_known; at++) {
        struct tablet *tablet = &tablets[at];
        if (tablet->state == GONE && options.returns) {
            counts.returned++;
            open_tablet(tablet);
        } else if (tablet->state == OPEN && !tablet->is_stalled && time >= tablet->beat_at) {
            say_cursor(tablet);
            tablet->beat_at = time + options.beat * (800 + rand() % 400) / 1000;
        }
    }
}

void count_level(void) {
    level = level_needed = 0;
    for (int at = 0; at < tablets_known; at++) {
        if (tablets[at].state != OPEN || tablets[at].is_stalled) continue;
        level_needed++;
        level += tablets[at].cursor == best;
    }
    if (level == level_needed) level_at = now();
}
