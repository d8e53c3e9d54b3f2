/* Messages that a server compressed each by itself (RFC 7692, no context takeover). */
#ifndef UNPACK_H
#define UNPACK_H

#include <stddef.h>

/* What a client offers, and the words without which it could not read the answer. */
#define OFFER "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
#define AGREED "server_no_context_takeover"

/* Return the message in `bytes` and its length; NULL where it is not one. */
const char *unpack(const char *bytes, size_t size, size_t *length);

#endif
