// The limit for reading: every YAML file below a folder through libyaml's event loop, on one core, nothing else done.
//
//   yaml_loop FOLDER
#define _GNU_SOURCE
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>

static long files, events, bytes;

static int visit(const char *path, const struct stat *facts, int type, struct FTW *where) {
  (void)where;
  size_t length = strlen(path);
  if (type != FTW_F || length < 5 || strcmp(path + length - 5, ".yaml") != 0) return 0;
  int descriptor = open(path, O_RDONLY);
  if (descriptor < 0) return 0;
  unsigned char *text = malloc(facts->st_size + 1);
  ssize_t size = read(descriptor, text, facts->st_size);
  close(descriptor);
  yaml_parser_t parser;
  yaml_parser_initialize(&parser);
  yaml_parser_set_input_string(&parser, text, size < 0 ? 0 : size);
  for (int done = 0; !done;) {
    yaml_event_t event;
    if (!yaml_parser_parse(&parser, &event)) break;
    done = event.type == YAML_STREAM_END_EVENT;
    events++;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  free(text);
  files++;
  bytes += size;
  return 0;
}

int main(int argc, char **argv) {
  if (argc < 2 || nftw(argv[1], visit, 64, FTW_PHYS) != 0) return 2;
  printf("%ld files, %ld bytes, %ld events\n", files, bytes, events);
  return 0;
}
