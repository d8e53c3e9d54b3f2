/* The tablets of the generator: what each holds, and what all of them together counted. */
#ifndef TABLETS_H
#define TABLETS_H

#include "dialects.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum state { AWAY, CONNECTING, ASKING, OPEN, GONE };

struct tablet {
    int number, fd, group;
    enum state state;
    bool is_stalled;
    char *path, *cookie;
    long cursor;
    int64_t beat_at;     /* when the cursor is said next */
    char *pending;       /* the beginning of a frame whose end has not come */
    size_t pending_size;
};

struct options {
    const char *host, *origin;
    int port;
    int64_t ack, beat;   /* nanoseconds; no ack when 0 */
    enum dialect dialect;
    bool packs, returns;  /* packs: offers to take compressed messages */
    bool spins;           /* never sleeps while there is an order */
};

struct counts {
    long messages, bytes, bad, gaps, closed, refused, snapshots, returned, packed;
    int last_close;      /* the last close code that a server gave */
};

extern struct options options;
extern struct counts counts;
extern struct tablet *tablets;
extern int tablets_known, tablets_open, tablets_pending;
extern int poller;

/* The highest number that any tablet has, how many have it, and when that came about. */
extern long best;
extern int level, level_needed;
extern int64_t best_at, level_at;

/* Read the tablets from a file: group, path and cookie, separated by tabs. */
void read_tablets(const char *name);

void open_tablet(struct tablet *tablet);
void close_tablet(struct tablet *tablet);

/* Do what epoll said can be done. */
void attend(struct tablet *tablet, uint32_t events);

/* Say the cursors that are due; bring back those that were cut, if they return. */
void beat(int64_t time);

/* Count again who has the highest number: those who stall are not waited for. */
void count_level(void);

#endif
