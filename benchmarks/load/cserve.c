/* The limit: the least that any server must do to send one frame to all its tablets.
 *
 * One thread, epoll, one send() of one prebuilt frame per socket. A POST makes the next
 * frame and sends it; a new socket gets a state of its own size with the handshake.
 * cserve PORT BYTES [STATE_BYTES] */
#define _GNU_SOURCE
#include "wire.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST_SOCKETS = 65536, MOST_BYTES = 1 << 20, BACKLOG = 4096, EVENTS = 512 };

static const char ACCEPTED[] =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: " HANDSHAKE_ANSWER "\r\n\r\n";
static const char DONE[] = "HTTP/1.1 204 No Content\r\n\r\n";
static const char HEALTHY[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

static int sockets[MOST_SOCKETS], count, place[MOST_SOCKETS]; /* place + 1, by fd */
static long seq = 1;
static char out[MOST_BYTES + 256];

/* Write everything; a full socket is waited for, as nothing else could be done. */
static void send_all(int fd, const char *bytes, size_t size) {
    while (size > 0) {
        ssize_t sent = send(fd, bytes, size, MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN) return;
        if (sent < 0) {
            struct pollfd wait = {.fd = fd, .events = POLLOUT};
            poll(&wait, 1, 1000);
            continue;
        }
        bytes += sent;
        size -= (size_t)sent;
    }
}

/* Build the frame that leads to `seq`, padded to `size` bytes; return its length. */
static size_t build(char *into, size_t size, const char *more) {
    static char body[MOST_BYTES];
    long from = *more ? 0 : seq - 1;
    int head = snprintf(body, sizeof body,
                        "<i id=\"cursor\" hidden data-from=\"%ld\" data-seq=\"%ld\"%s>"
                        "</i><p>", from, seq, more);
    size_t least = (size_t)head + 4, whole = size < least ? least : size;
    memset(body + head, 'e', whole - least);
    memcpy(body + whole - 4, "</p>", 4);
    size_t header = write_header(into, TEXT, whole);
    memcpy(into + header, body, whole);
    return header + whole;
}

static void publish(size_t size) {
    seq++;
    size_t length = build(out, size, "");
    for (int at = 0; at < count; at++) send_all(sockets[at], out, length);
}

static void admit(int fd, size_t state) {
    place[fd] = count + 1;
    sockets[count++] = fd;
    size_t length = sizeof ACCEPTED - 1;
    memcpy(out, ACCEPTED, length);
    if (state) length += build(out + length, state, " data-snapshot");
    send_all(fd, out, length);
}

static void leave(int fd) {
    if (place[fd]) {
        int last = sockets[--count];
        sockets[place[fd] - 1] = last;
        place[last] = place[fd];
        place[fd] = 0;
    }
    close(fd);
}

static void serve(int fd, size_t size, size_t state) {
    static char in[65536];
    ssize_t got = recv(fd, in, sizeof in - 1, 0);
    if (got <= 0) {
        if (got == 0 || errno != EAGAIN) leave(fd);
        return;
    }
    if (place[fd]) return; /* a heartbeat: nothing to say to it */
    in[got] = 0;
    if (strcasestr(in, "upgrade: websocket")) {
        admit(fd, state);
    } else if (strncmp(in, "POST ", 5) == 0) {
        publish(size);
        send_all(fd, DONE, sizeof DONE - 1);
    } else {
        send_all(fd, HEALTHY, sizeof HEALTHY - 1);
    }
}

static int listening(int port) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), yes = 1;
    struct sockaddr_in where = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(fd, (struct sockaddr *)&where, sizeof where)) give_up("bind");
    if (listen(fd, BACKLOG)) give_up("listen");
    return fd;
}

static void watch(int poller, int fd) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event);
}

static void accept_all(int poller, int door) {
    int fd, yes = 1;
    while ((fd = accept4(door, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        if (fd >= MOST_SOCKETS) {
            close(fd);
            continue;
        }
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        watch(poller, fd);
    }
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fputs("cserve PORT BYTES [STATE_BYTES]\n", stderr);
        return 2;
    }
    size_t size = strtoul(argv[2], NULL, 10);
    size_t state = argc > 3 ? strtoul(argv[3], NULL, 10) : 0;
    if (size > MOST_BYTES / 2 || state > MOST_BYTES / 2) return 2;
    raise_file_limit();
    int door = listening(atoi(argv[1])), poller = epoll_create1(0);
    watch(poller, door);
    for (;;) {
        struct epoll_event events[EVENTS];
        int ready = epoll_wait(poller, events, EVENTS, -1);
        for (int at = 0; at < ready; at++) {
            int fd = events[at].data.fd;
            if (fd == door) accept_all(poller, door);
            else serve(fd, size, state);
        }
    }
}
