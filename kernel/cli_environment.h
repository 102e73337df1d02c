/* kernel/cli_environment.h - options that the environment gives. */
#ifndef DRUPE_KERNEL_CLI_ENVIRONMENT_H
#define DRUPE_KERNEL_CLI_ENVIRONMENT_H

/* The words of NODE_OPTIONS: apart by spaces, "..." keeps them together, in it
 * a backslash takes the next character as it is.  One block, the caller's to
 * free, ended by NULL; *count without that.  NULL: *wrong says what is. */
char **drupe__cli_words(const char *text, int *count, const char **wrong);

#endif
