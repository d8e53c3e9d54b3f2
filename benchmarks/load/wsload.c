/* The load: so many tablets on one thread, and the acts for which they all wait.
 *
 * wsload PORT TABLETS [--origin URL] [--acts-port N] [--ack MS] [--beat MS]
 *        [--socketio | --yjs | --etherpad] [--packed] [--returns] [--spins]
 *
 * Orders come by lines on stdin, each is answered by one line of JSON on stdout:
 *   open COUNT AT_ONCE CURSOR UNTIL   open up to COUNT tablets, wait until all have UNTIL
 *   load FILE, fire COUNT PAUSE_MS    read acts; send so many, each when all have the last
 *   rest MS                           go on listening and beating
 *   stall COUNT, wake                 the last COUNT stop reading; all read again
 *   close                             leave
 * Each answer tells how long the generator itself was at work.
 *
 * With --spins it never sleeps during an order: to wake a program on the same machine is a
 * price that a server pays to no tablet, and a slow server would pay it most often. It gives
 * way at once to whatever else wants its core. */
#define _GNU_SOURCE
#include "acts.h"
#include "tablets.h"
#include "wire.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS = 512, MOST_ACTS = 20000, SMALL_BUFFER = 8192 };
static const int64_t MS = 1000000, PATIENCE = 30000000000, LOOK_EVERY = 20000000;

static int acts_port;
static struct act act;
static int64_t looked_at;

static int64_t worked; /* nanoseconds of a processor, not of the wall: it gives way to others */

static int64_t processor(void) {
    struct timespec used;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return used.tv_sec * 1000 * MS + used.tv_nsec;
}

/* Attend to whatever can be read now, for at most `wait` milliseconds. */
static void pump(int wait) {
    struct epoll_event events[EVENTS];
    int ready = epoll_wait(poller, events, EVENTS, options.spins ? 0 : wait);
    int64_t time = now();
    bool is_due = time - looked_at > LOOK_EVERY;
    if (ready <= 0 && !is_due) return;
    int64_t began = processor();
    for (int at = 0; at < ready; at++) {
        if (events[at].data.ptr == &acts_mark) hear_acts(&act);
        else attend(events[at].data.ptr, events[at].events);
    }
    if (is_due) {
        looked_at = time;
        beat(time);
    }
    worked += processor() - began;
}

static void rest(int64_t pause) {
    for (int64_t end = now() + pause; now() < end;) pump((int)((end - now()) / MS) + 1);
}

static void open_all(int count, int at_once, long cursor, long until) {
    int64_t end = now() + 6 * PATIENCE;
    int next = 0, wanted = count < tablets_known ? count : tablets_known;
    if (cursor > best) best = cursor;
    count_level();
    while (now() < end) {
        int64_t began = processor();
        for (; next < wanted && (!at_once || tablets_pending < at_once); next++) {
            if (tablets[next].state != AWAY) continue;
            tablets[next].cursor = cursor;
            open_tablet(&tablets[next]);
        }
        worked += processor() - began;
        bool are_in = next == wanted && !tablets_pending;
        if (are_in && (!until || (best >= until && level == level_needed))) break;
        pump(10);
    }
}

static void print_times(const char *name, const int64_t *times, int count) {
    printf(", \"%s\": [", name);
    for (int at = 0; at < count; at++)
        printf("%s%.4f", at ? ", " : "", (double)times[at] / 1e6);
    printf("]");
}

/* Send acts, each when the one before is answered and its frame is everywhere. */
static void fire(int count, int64_t pause) {
    static int64_t answers[MOST_ACTS], firsts[MOST_ACTS], lasts[MOST_ACTS];
    int done = 0, failed = 0;
    if (count > acts_left()) count = acts_left();
    if (count > MOST_ACTS) count = MOST_ACTS;
    connect_acts(options.host, acts_port);
    int64_t due = now();
    while (done < count && failed < 3) {
        rest(due - now());
        due = now() + pause;
        long before = best;
        send_act(&act);
        int64_t end = act.sent + PATIENCE;
        bool is_there = false;
        while (!is_there && now() < end && act.status < 300) {
            pump(10);
            bool is_level = best > before && level == level_needed;
            is_there = act.status && (is_level || !level_needed);
        }
        if (!is_there) {
            failed++;
            if (act.status == 0 || act.status == 599) break; /* the line is of no use */
            continue;
        }
        answers[done] = act.answered - act.sent;
        firsts[done] = level_needed ? best_at - act.sent : 0;
        lasts[done++] = level_needed ? level_at - act.sent : 0;
    }
    disconnect_acts();
    printf("\"acts\": %d, \"failed\": %d", done, failed);
    print_times("answers_ms", answers, done);
    print_times("firsts_ms", firsts, done);
    print_times("lasts_ms", lasts, done);
    printf(", ");
}

static void stall(int count) {
    int small = SMALL_BUFFER;
    for (int at = tablets_known - 1; at >= 0 && count > 0; at--) {
        if (tablets[at].state != OPEN) continue;
        setsockopt(tablets[at].fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
        epoll_ctl(poller, EPOLL_CTL_DEL, tablets[at].fd, NULL);
        tablets[at].is_stalled = true;
        count--;
    }
    count_level();
}

static void wake(void) {
    struct epoll_event event = {.events = EPOLLIN};
    for (int at = 0; at < tablets_known; at++) {
        if (!tablets[at].is_stalled) continue;
        tablets[at].is_stalled = false;
        tablets[at].beat_at = now();
        event.data.ptr = &tablets[at];
        epoll_ctl(poller, EPOLL_CTL_ADD, tablets[at].fd, &event);
    }
    int wanted = tablets_open;
    count_level();
    for (int64_t end = now() + PATIENCE; now() < end; pump(10))
        if (level == level_needed && level_needed >= wanted) break;
}

static void obey(const char *order) {
    int count = 0, at_once = 0;
    long cursor = 0, until = 0;
    char name[1024];
    if (sscanf(order, "open %d %d %ld %ld", &count, &at_once, &cursor, &until) == 4)
        open_all(count, at_once, cursor, until);
    else if (sscanf(order, "load %1023s", name) == 1)
        read_acts(name);
    else if (sscanf(order, "fire %d %d", &count, &at_once) == 2)
        fire(count, at_once * MS);
    else if (sscanf(order, "rest %d", &count) == 1)
        rest(count * MS);
    else if (sscanf(order, "stall %d", &count) == 1)
        stall(count);
    else if (strncmp(order, "wake", 4) == 0)
        wake();
    else if (strncmp(order, "close", 5) == 0)
        for (int at = 0; at < tablets_known; at++) close_tablet(&tablets[at]);
}

static void answer(const char *order) {
    struct counts before = counts;
    int64_t began = now(), before_it = worked;
    printf("{");
    obey(order);
    printf("\"open\": %d, \"level\": %d, \"best\": %ld, \"wall_ms\": %.4f, \"work_ms\": %.4f, "
           "\"messages\": %ld, \"bytes\": %ld, \"bad\": %ld, \"gaps\": %ld, "
           "\"closed\": %ld, \"refused\": %ld, \"returned\": %ld, \"snapshots\": %ld, "
           "\"packed\": %ld, \"last_close\": %d}\n",
           tablets_open, level, best, (double)(now() - began) / 1e6,
           (double)(worked - before_it) / 1e6, counts.messages - before.messages,
           counts.bytes - before.bytes, counts.bad - before.bad, counts.gaps - before.gaps,
           counts.closed - before.closed, counts.refused - before.refused,
           counts.returned - before.returned, counts.snapshots - before.snapshots,
           counts.packed - before.packed, counts.last_close);
    fflush(stdout);
}

static void read_options(int count, char **words) {
    options.port = acts_port = atoi(words[1]);
    options.origin = "http://127.0.0.1";
    for (int at = 3; at < count; at++) {
        const char *name = words[at], *value = at + 1 < count ? words[at + 1] : "";
        if (strcmp(name, "--socketio") == 0) options.dialect = SOCKETIO;
        else if (strcmp(name, "--yjs") == 0) options.dialect = YJS;
        else if (strcmp(name, "--etherpad") == 0) options.dialect = ETHERPAD;
        else if (strcmp(name, "--packed") == 0) options.packs = true;
        else if (strcmp(name, "--returns") == 0) options.returns = true;
        else if (strcmp(name, "--spins") == 0) options.spins = true;
        else if (strcmp(name, "--origin") == 0) options.origin = value, at++;
        else if (strcmp(name, "--acts-port") == 0) acts_port = atoi(value), at++;
        else if (strcmp(name, "--ack") == 0) options.ack = atoi(value) * MS, at++;
        else if (strcmp(name, "--beat") == 0) options.beat = atoi(value) * MS, at++;
        else give_up(name);
    }
}

/* Run only where nobody else wants to, whatever the session that the others are in. */
static void give_way(void) {
    struct sched_param none = {0};
    if (sched_setscheduler(0, SCHED_IDLE, &none)) give_up("SCHED_IDLE");
    setsid();
    FILE *group = fopen("/proc/self/autogroup", "w"); /* Linux groups by session where it may */
    if (group) {
        fputs("19", group);
        fclose(group);
    }
}

int main(int argc, char **argv) {
    static char line[1200];
    static char stdin_mark;
    if (argc < 3) return 2;
    raise_file_limit();
    poller = epoll_create1(0);
    read_options(argc, argv);
    read_tablets(argv[2]);
    if (options.spins) give_way();
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &stdin_mark};
    epoll_ctl(poller, EPOLL_CTL_ADD, STDIN_FILENO, &event);
    for (;;) {
        struct epoll_event events[EVENTS];
        int ready = epoll_wait(poller, events, EVENTS, 20);
        bool is_told = false;
        for (int at = 0; at < ready; at++) {
            if (events[at].data.ptr == &stdin_mark) is_told = true;
            else if (events[at].data.ptr == &acts_mark) hear_acts(&act);
            else attend(events[at].data.ptr, events[at].events);
        }
        if (is_told) {
            if (!fgets(line, sizeof line, stdin)) return 0;
            epoll_ctl(poller, EPOLL_CTL_DEL, STDIN_FILENO, NULL);
            answer(line);
            epoll_ctl(poller, EPOLL_CTL_ADD, STDIN_FILENO, &event);
        }
        beat(now());
    }
}
