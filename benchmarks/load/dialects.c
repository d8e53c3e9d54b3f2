#define _GNU_SOURCE
#include "dialects.h"

#include "wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD = 400 };

/* What y-websocket's first two bytes say (y-protocols, sync.js). */
enum { SYNC = 0, AWARENESS = 1, FIRST_STEP = 0, UPDATE = 2 };

/* Socket.io opens with `0`, confirms with `40`; Etherpad's page then asks for its pad. */
static const char READY[] =
    "42[\"message\",{\"component\":\"pad\",\"type\":\"CLIENT_READY\",\"padId\":\"minutes\","
    "\"sessionID\":null,\"token\":\"t.reader%d\",\"protocolVersion\":2}]";

static void reply(struct heard *heard, int opcode, const char *words, size_t size) {
    heard->opcode = opcode;
    heard->answer_size = size;
    memcpy(heard->answer, words, size);
}

static const char *find(const char *bytes, size_t size, const char *name) {
    const char *at = memmem(bytes, size, name, strlen(name));
    return at ? at + strlen(name) : NULL;
}

static long number_after(const char *bytes, size_t size, const char *name) {
    const char *at = find(bytes, size, name);
    if (!at) return -1;
    while (at < bytes + size && (*at == '"' || *at == '\\')) at++;
    return strtol(at, NULL, 10);
}

/* A list of elements, from its first tag to its last; or a packet of socket.io. */
static bool is_sound(enum dialect dialect, const char *bytes, size_t size) {
    while (size && (bytes[size - 1] == '\n' || bytes[size - 1] == ' ')) size--;
    if (dialect == SOCKETIO) return size && bytes[0] == '4';
    return size && bytes[0] == '<' && bytes[size - 1] == '>';
}

/* Elements with a cursor among the first: ours, and those of the servers beside ours. */
static void read_page(struct heard *heard, const char *bytes, size_t size) {
    size_t head = size < HEAD ? size : HEAD;
    if (!find(bytes, head, "cursor")) return;
    heard->seq = number_after(bytes, head, "data-seq=");
    heard->from = number_after(bytes, head, "data-from=");
    heard->has_number = true;
    heard->is_whole = find(bytes, head, "data-snapshot") != NULL;
    heard->is_for_all = !heard->is_whole;
}

static void read_yjs(struct heard *heard, long cursor, const char *bytes, size_t size) {
    heard->is_sound = size > 2 && (bytes[0] == SYNC || bytes[0] == AWARENESS);
    heard->has_number = heard->is_for_all = heard->is_sound && bytes[0] == SYNC &&
                                            bytes[1] == UPDATE;
    heard->from = cursor;
    heard->seq = cursor + 1; /* an update has no number: it is counted */
}

static void read_etherpad(struct heard *heard, int number, const char *bytes, size_t size) {
    size_t head = size < HEAD ? size : HEAD;
    heard->is_sound = size && bytes[0] >= '0' && bytes[0] <= '4' &&
                      !find(bytes, head, "{\"disconnect\":");
    if (size == 2 && memcmp(bytes, "40", 2) == 0) {
        heard->opcode = TEXT;
        heard->answer_size = (size_t)snprintf(heard->answer, sizeof heard->answer, READY,
                                              number);
    } else if (find(bytes, head, "\"type\":\"NEW_CHANGES\"")) {
        heard->has_number = heard->is_for_all = true;
        heard->seq = number_after(bytes, size, "\"newRev\":");
        heard->from = heard->seq - 1;
    } else if (find(bytes, head, "\"type\":\"CLIENT_VARS\"")) {
        heard->has_number = heard->is_whole = true;
        heard->seq = number_after(bytes, size, "\"rev\":");
    }
}

struct heard understand(enum dialect dialect, int number, long cursor, const char *bytes,
                        size_t size) {
    struct heard heard = {.is_sound = true, .seq = -1};
    if (dialect == SOCKETIO && size && bytes[0] == '0') {
        reply(&heard, TEXT, "40", 2);
    } else if (dialect == SOCKETIO && size && bytes[0] == '2') {
        reply(&heard, TEXT, "3", 1);
    } else if (dialect == YJS) {
        read_yjs(&heard, cursor, bytes, size);
    } else if (dialect == ETHERPAD) {
        read_etherpad(&heard, number, bytes, size);
    } else {
        heard.is_sound = is_sound(dialect, bytes, size);
        read_page(&heard, bytes, size);
    }
    return heard;
}

bool greeting(enum dialect dialect, struct heard *say) {
    static const char all_of_it[] = {SYNC, FIRST_STEP, 1, 0};
    if (dialect != YJS) return false;
    reply(say, BINARY, all_of_it, sizeof all_of_it);
    return true;
}

bool heartbeat(enum dialect dialect, long cursor, struct heard *say) {
    char words[24];
    if (dialect == SOCKETIO || dialect == YJS) return false; /* the server asks */
    int size = snprintf(words, sizeof words, "%ld", cursor);
    if (dialect == ETHERPAD) reply(say, TEXT, "2", 1);
    else reply(say, TEXT, words, (size_t)size);
    return true;
}
