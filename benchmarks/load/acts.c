#define _GNU_SOURCE
#include "acts.h"

#include "tablets.h"
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

enum { MOST_ANSWER = 1 << 20 };

char acts_mark;
static int line = -1;
static char *requests;
static size_t requests_size, next_at;
static int left;
static char answer[MOST_ANSWER + 1];
static size_t answer_size;

void read_acts(const char *name) {
    FILE *file = fopen(name, "rb");
    if (!file) give_up(name);
    fseek(file, 0, SEEK_END);
    requests_size = (size_t)ftell(file);
    rewind(file);
    free(requests);
    requests = malloc(requests_size + 1);
    if (!requests || fread(requests, 1, requests_size, file) != requests_size)
        give_up(name);
    requests[requests_size] = 0;
    fclose(file);
    next_at = 0;
    left = 0;
    for (size_t at = 0; at < requests_size; left++) {
        char *end;
        size_t size = strtoul(requests + at, &end, 10);
        at = (size_t)(end - requests) + 1 + size;
    }
}

int acts_left(void) { return left; }

void disconnect_acts(void) {
    if (line >= 0) close(line);
    line = -1;
}

void connect_acts(const char *host, int port) {
    struct sockaddr_in where = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &acts_mark};
    int yes = 1;
    disconnect_acts();
    inet_pton(AF_INET, host, &where.sin_addr);
    line = socket(AF_INET, SOCK_STREAM, 0);
    if (line < 0 || connect(line, (struct sockaddr *)&where, sizeof where))
        give_up("acts");
    setsockopt(line, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    epoll_ctl(poller, EPOLL_CTL_ADD, line, &event);
}

void send_act(struct act *act) {
    char *end;
    size_t size = strtoul(requests + next_at, &end, 10), sent = 0;
    const char *bytes = end + 1;
    next_at = (size_t)(bytes - requests) + size;
    left--;
    answer_size = 0;
    *act = (struct act){.sent = now()};
    while (sent < size) {
        ssize_t some = send(line, bytes + sent, size - sent, MSG_NOSIGNAL);
        if (some <= 0) give_up("act");
        sent += (size_t)some;
    }
}

/* Tell whether the answer is all there: by its length, its last chunk, or having none. */
static bool is_whole(void) {
    answer[answer_size] = 0;
    char *end = strstr(answer, "\r\n\r\n");
    if (!end) return false;
    size_t body = answer_size - (size_t)(end + 4 - answer);
    char *length = strcasestr(answer, "\r\ncontent-length:");
    if (length && length < end) return body >= strtoul(length + 17, NULL, 10);
    char *chunked = strcasestr(answer, "\r\ntransfer-encoding: chunked");
    if (chunked && chunked < end) return strstr(end, "\r\n0\r\n\r\n") != NULL;
    return true;
}

void hear_acts(struct act *act) {
    ssize_t got = recv(line, answer + answer_size, MOST_ANSWER - answer_size, MSG_DONTWAIT);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) {
        disconnect_acts();
        if (act->status == 0) act->status = 599; /* cut: nobody knows */
        return;
    }
    answer_size += (size_t)got;
    if (!is_whole()) return;
    act->answered = now();
    if (sscanf(answer, "HTTP/1.%*d %d", &act->status) != 1) act->status = 599;
    if (act->status >= 300) fprintf(stderr, "%.1200s\n", answer);
}
