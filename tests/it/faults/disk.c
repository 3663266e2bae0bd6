/* A disk that fails, fills up, or forgets what it was not told to keep: loaded before the C library by tests.
 *
 * Only files whose names hold "store.db" are touched, and of those not the shared memory of readers.
 *   DISK_FORGETS  keeps beside each file what was in it when it was last synced, as NAME.synced
 *   DISK_WAL_LIES with it: nothing is kept of write-ahead logs, as if they were never synced
 *   DISK_FAILS_AT a number: the call of that number fails, once
 *   DISK_ERROR    with it: the error, a number; or "kill": the process ends there as if it were killed
 *   DISK_COUNTS   a file into which the number of calls is written
 *   DISK_ROOM     a file that holds how many bytes a write-ahead log may have */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;
static long calls;

static int watched(int fd, char *name, size_t most) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, name, most - 1);
    if (length <= 0) return 0;
    name[length] = 0;
    size_t whole = strlen(name);
    if (!strstr(name, "store.db") || strstr(name, "node-key") || strstr(name, ".synced")) return 0;
    return whole < 4 || strcmp(name + whole - 4, "-shm") != 0;
}

/* Whether this call is the one that fails. */
static int fails(void) {
    pthread_mutex_lock(&one);
    long number = ++calls;
    const char *counts = getenv("DISK_COUNTS");
    if (counts) {
        FILE *file = fopen(counts, "w");
        if (file) { fprintf(file, "%ld", number); fclose(file); }
    }
    pthread_mutex_unlock(&one);
    const char *at = getenv("DISK_FAILS_AT");
    if (!at || atol(at) != number) return 0;
    const char *error = getenv("DISK_ERROR");
    if (error && strcmp(error, "kill") == 0) raise(SIGKILL);
    errno = error ? atoi(error) : EIO;
    return 1;
}

/* Whether a file may not grow to this size. */
static int full(const char *name, off_t end) {
    const char *room = getenv("DISK_ROOM");
    size_t whole = strlen(name);
    if (!room || whole < 4 || strcmp(name + whole - 4, "-wal") != 0) return 0;
    FILE *file = fopen(room, "r");
    if (!file) return 0;
    long most = 0;
    int read = fscanf(file, "%ld", &most);
    fclose(file);
    if (read == 1 && end > most) { errno = ENOSPC; return 1; }
    return 0;
}

/* Keeps what is in a file now. */
static void keep(const char *name) {
    if (!getenv("DISK_FORGETS")) return;
    size_t whole = strlen(name);
    if (getenv("DISK_WAL_LIES") && whole > 4 && strcmp(name + whole - 4, "-wal") == 0) return;
    char kept[4200], begun[4200], bytes[1 << 16];
    snprintf(kept, sizeof kept, "%s.synced", name);
    snprintf(begun, sizeof begun, "%s.synced.begun", name);
    pthread_mutex_lock(&one);
    int from = open(name, O_RDONLY), to = open(begun, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ssize_t (*plain)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    ssize_t length;
    while (from >= 0 && to >= 0 && (length = read(from, bytes, sizeof bytes)) > 0) plain(to, bytes, length);
    if (from >= 0) close(from);
    if (to >= 0) close(to);
    rename(begun, kept);
    pthread_mutex_unlock(&one);
}

#define NEXT(type, ...) type (*next)(__VA_ARGS__) = dlsym(RTLD_NEXT, __func__)

ssize_t write(int fd, const void *bytes, size_t length) {
    NEXT(ssize_t, int, const void *, size_t);
    char name[4096];
    if (watched(fd, name, sizeof name) && (fails() || full(name, lseek(fd, 0, SEEK_CUR) + length))) return -1;
    return next(fd, bytes, length);
}

#define PWRITE(name, offset) \
    ssize_t name(int fd, const void *bytes, size_t length, offset at) { \
        NEXT(ssize_t, int, const void *, size_t, offset); \
        char file[4096]; \
        if (watched(fd, file, sizeof file) && (fails() || full(file, at + length))) return -1; \
        return next(fd, bytes, length, at); \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define CUT(name, offset) \
    int name(int fd, offset length) { \
        NEXT(int, int, offset); \
        char file[4096]; \
        if (watched(fd, file, sizeof file) && (fails() || full(file, length))) return -1; \
        return next(fd, length); \
    }
CUT(ftruncate, off_t)
CUT(ftruncate64, off64_t)

#define SYNC(name) \
    int name(int fd) { \
        NEXT(int, int); \
        char file[4096]; \
        int is = watched(fd, file, sizeof file); \
        if (is && fails()) return -1; \
        int done = next(fd); \
        if (is && done == 0) keep(file); \
        return done; \
    }
SYNC(fsync)
SYNC(fdatasync)
