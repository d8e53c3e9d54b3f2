/* The acts that the tablets wait for: prepared HTTP requests, sent one after the other. */
#ifndef ACTS_H
#define ACTS_H

#include <stdbool.h>
#include <stdint.h>

struct act {
    int status;                    /* of HTTP; 0 while there is no answer */
    int64_t sent, answered;
};

/* Read the requests from a file: each its length on a line, then so many bytes. */
void read_acts(const char *name);

int acts_left(void);

/* Open a fresh line for acts: a server may have closed an idle one. */
void connect_acts(const char *host, int port);
void disconnect_acts(void);

/* Send the next act, and forget the answer to the one before. */
void send_act(struct act *act);

/* Read what came; sets the status once the answer is whole. */
void hear_acts(struct act *act);

/* What epoll gives back for the line of acts. */
extern char acts_mark;

#endif
