/* The two protocols that both programs speak: a WebSocket handshake and its frames. */
#ifndef WIRE_H
#define WIRE_H

#include <stddef.h>
#include <stdint.h>

/* The key and the answer of RFC 6455, section 1.3: one key for all is enough here. */
#define HANDSHAKE_KEY "dGhlIHNhbXBsZSBub25jZQ=="
#define HANDSHAKE_ANSWER "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="

enum { TEXT = 1, BINARY = 2, CLOSE = 8, PING = 9, PONG = 10, PACKED = 0x40 };

struct frame {
    int first;           /* FIN, reserved bits and opcode, as they came */
    const char *payload;
    size_t size;         /* of the payload */
    size_t whole;        /* with its header; 0 while it is not all there */
};

/* Read the frame that a server sent at `bytes`. */
struct frame read_frame(const char *bytes, size_t size);

/* Write the header that a server puts before `size` bytes; return its length. */
size_t write_header(char *into, int opcode, size_t size);

/* Write a whole masked frame of less than 65,536 bytes, as a client must; return its length. */
size_t write_masked(char *into, int opcode, const char *payload, size_t size);

/* Nanoseconds of a clock that never jumps. */
int64_t now(void);

/* End with a sentence on stderr and status 1. */
void give_up(const char *what) __attribute__((noreturn));

/* Have a program that was started too small hold as many connections as it may. */
void raise_file_limit(void);

#endif
