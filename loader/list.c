/* loader/list.c - --modules: what can be loaded by name.  A file is mapped for
 * its version only where its note fits; nothing of a module is started. */
#include "loader/loader.h"

#include <dirent.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

enum { LIST_MOST = 1024 };

static int list_compare(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names of the .so files of a folder, sorted; the caller frees them. */
static size_t list_names(const char *folder, char **names, size_t room) {
  DIR *dir = opendir(folder);
  struct dirent *e;
  size_t n = 0;

  while (dir != NULL && n < room && (e = readdir(dir)) != NULL) {
    size_t size = strlen(e->d_name);

    if (size <= 3 || strcmp(e->d_name + size - 3, ".so") != 0)
      continue;
    names[n] = strndup(e->d_name, size - 3);
    if (names[n] != NULL)
      n++;
  }
  if (dir != NULL)
    closedir(dir);
  qsort(names, n, sizeof(*names), list_compare);
  return n;
}

/* What the module calls its own version. */
static void list_version(const char *path, char *to, size_t room) {
  void *library = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
  const drupe_module *at =
      library == NULL ? NULL : dlsym(library, "drupe_module_v1");

  if (at != NULL && at->magic == DRUPE_ABI_MAGIC && at->version != NULL)
    snprintf(to, room, "%s", at->version);
  if (library != NULL)
    dlclose(library);
}

static void list_show(const drupe__path *folder, const char *name) {
  char file[256], why[160], abi[48] = "-", version[64] = "-";
  drupe__path path;
  drupe_note note;
  int32_t rc;

  snprintf(file, sizeof(file), "%.250s.so", name);
  if (!drupe__path_resolve(&path, folder->text, file))
    return;
  rc = drupe__note_read(path.text, &note, why, sizeof(why));
  if (rc < 0 && rc != DRUPE_E_ABI)
    snprintf(why, sizeof(why), "%s", uv_strerror(rc));
  if (rc == DRUPE_OK) {
    snprintf(abi, sizeof(abi), "%u.%u", note.abi_major, note.abi_minor);
    if (drupe__note_fits(note.abi_major, note.abi_minor, why, sizeof(why)))
      list_version(path.text, version, sizeof(version));
  }
  printf("%-16s %-10s %-6s %s%s%s\n", name, version, abi, path.text,
         why[0] == '\0' ? "" : "  refused: ", why);
}

int drupe__entry_list(drupe__kernel *k) {
  drupe__path folder;
  char *names[LIST_MOST];

  printf("%-16s %-10s %-6s %s\n", "MODULE", "VERSION", "ABI", "FILE");
  for (size_t i = 0; drupe__addon_folder(k->loader, i, &folder) || i == 0;
       i++) {
    size_t count = list_names(folder.text, names, LIST_MOST);

    for (size_t j = 0; j < count; j++) {
      list_show(&folder, names[j]);
      free(names[j]);
    }
  }
  return 0;
}
