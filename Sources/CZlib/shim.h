#include <zlib.h>

// deflateInit is a macro, which Swift does not see.

/// Prepares a stream for the zlib format at a level of 1 to 9.
static inline int koja_deflate_init(z_stream *stream, int level) { return deflateInit(stream, level); }
