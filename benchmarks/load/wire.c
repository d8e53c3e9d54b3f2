#include "wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

struct frame read_frame(const char *bytes, size_t size) {
    struct frame found = {0};
    const unsigned char *head = (const unsigned char *)bytes;
    size_t header = 2;
    if (size < header) return found;
    found.first = head[0];
    found.size = head[1] & 127;
    if (found.size == 126) header = 4;
    if (found.size == 127) header = 10;
    if (size < header) return found;
    if (header > 2) {
        found.size = 0;
        for (size_t at = 2; at < header; at++) found.size = found.size << 8 | head[at];
    }
    if (size < header + found.size) return found;
    found.payload = bytes + header;
    found.whole = header + found.size;
    return found;
}

size_t write_header(char *into, int opcode, size_t size) {
    size_t length = size < 126 ? 0 : size < 65536 ? 2 : 8;
    into[0] = (char)(0x80 | opcode);
    into[1] = (char)(length == 0 ? size : length == 2 ? 126 : 127);
    for (size_t at = 0; at < length; at++)
        into[2 + at] = (char)(size >> 8 * (length - 1 - at));
    return 2 + length;
}

size_t write_masked(char *into, int opcode, const char *payload, size_t size) {
    static const char mask[4] = {0x65, 0x2d, 0x43, 0x4d};
    size_t head = write_header(into, opcode, size);
    into[1] = (char)(into[1] | 0x80);
    memcpy(into + head, mask, sizeof mask);
    head += sizeof mask;
    for (size_t at = 0; at < size; at++) into[head + at] = payload[at] ^ mask[at % 4];
    return head + size;
}

int64_t now(void) {
    struct timespec clock;
    clock_gettime(CLOCK_MONOTONIC, &clock);
    return (int64_t)clock.tv_sec * 1000000000 + clock.tv_nsec;
}

void give_up(const char *what) {
    perror(what);
    exit(1);
}

void raise_file_limit(void) {
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
}
