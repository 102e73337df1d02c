/* tests/support/watch.h - what the preloaded watchers share.
 *
 * tests/run preloads watch.so into every process of a test.  It does nothing
 * in programs that are not of the build.  What it finds it appends to the file
 * that DRUPE_TEST_REPORT names, and any line there fails the test. */
#ifndef DRUPE_TESTS_WATCH_H
#define DRUPE_TESTS_WATCH_H

/* Is this process a program of the build folder? */
int watch_is_ours(void);

/* Appends one line, with the process id before it. */
__attribute__((format(printf, 1, 2))) void watch_report(const char *format,
                                                        ...);

#endif
