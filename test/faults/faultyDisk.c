/*
 * A disk that fails on demand, for one process: loaded before libc (LD_PRELOAD). What it does to writes and syncs of files
 * whose name holds `.sqlite` stands in the file named by FAULTY_DISK, read again before each of them:
 *   ok           nothing
 *   full         writes fail with ENOSPC
 *   error        writes fail with EIO
 *   sync-error   syncs fail with EIO
 *   short        a write writes half of what it was given, the next one fails with ENOSPC
 *   torn         a write writes half of what it was given and the process is killed
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int is_data_file(int fd) {
  char link[64], name[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, name, sizeof name - 1);
  if (length <= 0) return 0;
  name[length] = 0;
  return strstr(name, ".sqlite") != NULL && strstr(name, "-shm") == NULL && strstr(name, ".lock") == NULL;
}

static char fault(int fd) {
  const char *path = getenv("FAULTY_DISK");
  char word[16] = "";
  if (path == NULL || !is_data_file(fd)) return 'o';
  int control = open(path, O_RDONLY | O_CLOEXEC);
  if (control < 0) return 'o';
  ssize_t length = read(control, word, sizeof word - 1);
  close(control);
  if (length <= 0) return 'o';
  if (strncmp(word, "full", 4) == 0) return 'f';
  if (strncmp(word, "error", 5) == 0) return 'e';
  if (strncmp(word, "sync-error", 10) == 0) return 'y';
  if (strncmp(word, "short", 5) == 0) return 's';
  if (strncmp(word, "torn", 4) == 0) return 't';
  return 'o';
}

static ssize_t write_at(int fd, const void *bytes, size_t count, off64_t at, int positioned, const char *name) {
  static __thread int was_short = 0;
  ssize_t (*positioned_write)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pwrite64");
  ssize_t (*plain_write)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
  (void)name;
  switch (fault(fd)) {
    case 'f':
      errno = ENOSPC;
      return -1;
    case 'e':
      errno = EIO;
      return -1;
    case 's':
      if (was_short) {
        was_short = 0;
        errno = ENOSPC;
        return -1;
      }
      was_short = 1;
      count = count / 2 + 1;
      break;
    case 't':
      count = count / 2 + 1;
      if (positioned) positioned_write(fd, bytes, count, at);
      else plain_write(fd, bytes, count);
      raise(SIGKILL);
      break;
  }
  return positioned ? positioned_write(fd, bytes, count, at) : plain_write(fd, bytes, count);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
  return write_at(fd, bytes, count, at, 1, "pwrite64");
}
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
  return write_at(fd, bytes, count, at, 1, "pwrite");
}
ssize_t write(int fd, const void *bytes, size_t count) {
  return write_at(fd, bytes, count, 0, 0, "write");
}

int fdatasync(int fd) {
  int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync");
  if (fault(fd) == 'y') {
    errno = EIO;
    return -1;
  }
  return real(fd);
}
int fsync(int fd) {
  int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
  if (fault(fd) == 'y') {
    errno = EIO;
    return -1;
  }
  return real(fd);
}
