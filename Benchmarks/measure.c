// Runs commands against each other and says how long they took and how much memory they held.
//
//   measure RUNS [cold] < TABLE
//
// Every line of the table is `group <TAB> label <TAB> command`; the first command of a group is koja's. The commands of a
// group run in turn, once to warm up (not with `cold`) and then RUNS times, so that what the machine does meanwhile meets
// all of them.
// Printed per command: minimum and median of the wall time, the median of the ratios koja/peer of the same round, and the
// largest resident set of any process in it. Output of the commands is thrown away; a failing command is told.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_COMMANDS 16
#define MOST_RUNS 64

struct command {
  char label[128], line[4096];
  double seconds[MOST_RUNS];
  long peak;
  int failed;
};

static double now(void) {
  struct timespec moment;
  clock_gettime(CLOCK_MONOTONIC, &moment);
  return moment.tv_sec + moment.tv_nsec / 1e9;
}

static double run(struct command *command) {
  double start = now();
  pid_t child = fork();
  if (child == 0) {
    int nowhere = open("/dev/null", O_RDWR);
    dup2(nowhere, 0);
    dup2(nowhere, 1);
    if (!getenv("BENCH_SHOW")) dup2(nowhere, 2);
    execl("/bin/sh", "sh", "-c", command->line, (char *)NULL);
    _exit(127);
  }
  int status = 0;
  struct rusage usage;
  memset(&usage, 0, sizeof usage);
  wait4(child, &status, 0, &usage);
  if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) command->failed = 1;
  if (usage.ru_maxrss > command->peak) command->peak = usage.ru_maxrss;
  return now() - start;
}

static int ascending(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

static double median(const double *values, int count) {
  double sorted[MOST_RUNS];
  memcpy(sorted, values, count * sizeof *values);
  qsort(sorted, count, sizeof *sorted, ascending);
  return count % 2 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
}

static double least(const double *values, int count) {
  double result = values[0];
  for (int i = 1; i < count; i++)
    if (values[i] < result) result = values[i];
  return result;
}

static void group(const char *name, struct command *commands, int count, int runs, int cold) {
  for (int c = 0; c < count && !cold; c++) run(&commands[c]);
  for (int r = 0; r < runs; r++)
    for (int c = 0; c < count; c++) commands[c].seconds[r] = run(&commands[c]);
  printf("\n%s\n", name);
  for (int c = 0; c < count; c++) {
    double ratios[MOST_RUNS];
    for (int r = 0; r < runs; r++) ratios[r] = commands[0].seconds[r] / commands[c].seconds[r];
    printf("  %-52s %8.3f s %8.3f s", commands[c].label, least(commands[c].seconds, runs), median(commands[c].seconds, runs));
    if (c == 0) printf("  %8s", ""); else printf("  %7.2fx", median(ratios, runs));
    printf(" %6ld MB%s\n", commands[c].peak / 1024, commands[c].failed ? "  FAILED" : "");
  }
  fflush(stdout);
}

int main(int argc, char **argv) {
  static struct command commands[MOST_COMMANDS];
  int runs = argc > 1 ? atoi(argv[1]) : 5, count = 0;
  int cold = argc > 2 && strcmp(argv[2], "cold") == 0;
  if (runs < 1 || runs > MOST_RUNS) return 2;
  char line[8192], current[8192] = "";
  printf("%-54s %10s %10s  %8s %9s\n", "", "minimum", "median", "koja is", "peak");
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    char *name = line, *label = strchr(name, '\t');
    if (!label) continue;
    *label++ = 0;
    char *text = strchr(label, '\t');
    if (!text) continue;
    *text++ = 0;
    if (strcmp(name, current) != 0) {
      if (count) group(current, commands, count, runs, cold);
      count = 0;
      snprintf(current, sizeof current, "%s", name);
    }
    if (count == MOST_COMMANDS) continue;
    memset(&commands[count], 0, sizeof commands[count]);
    snprintf(commands[count].label, sizeof commands[count].label, "%s", label);
    snprintf(commands[count].line, sizeof commands[count].line, "%s", text);
    count++;
  }
  if (count) group(current, commands, count, runs, cold);
  return 0;
}
