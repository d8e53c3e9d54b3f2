/* How the tablets of each server speak: what they answer, and where a number stands. */
#ifndef DIALECTS_H
#define DIALECTS_H

#include <stdbool.h>
#include <stddef.h>

enum dialect { PAGE, SOCKETIO, YJS, ETHERPAD };

/* What one message means to whoever only reads. */
struct heard {
    bool is_sound;
    bool has_number;     /* it leads from one number to another */
    bool is_whole;       /* it is all there is, not a change */
    bool is_for_all;     /* the others of its group have the same bytes */
    long from, seq;
    int opcode;          /* of the answer, 0 when there is none */
    size_t answer_size;
    char answer[400];
};

/* Read a message that tablet `number` received at `cursor`. */
struct heard understand(enum dialect dialect, int number, long cursor, const char *bytes,
                        size_t size);

/* What a tablet says first, and every ten seconds; false where it says nothing. */
bool greeting(enum dialect dialect, struct heard *say);
bool heartbeat(enum dialect dialect, long cursor, struct heard *say);

#endif
