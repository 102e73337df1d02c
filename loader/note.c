/* loader/note.c - what a shared object claims to be, read before any of it is
 * mapped for execution.
 *
 * The file is a stranger's: every offset and size in it is checked against the
 * file's own size before it is used, and it is read with pread(2), not mapped,
 * so that a file that shrinks meanwhile is an error and no SIGBUS. */
#include "loader/loader.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#if UINTPTR_MAX > 0xFFFFFFFFu
typedef Elf64_Ehdr note_file_header;
typedef Elf64_Phdr note_segment;
#define NOTE_CLASS ELFCLASS64
#else
typedef Elf32_Ehdr note_file_header;
typedef Elf32_Phdr note_segment;
#define NOTE_CLASS ELFCLASS32
#endif

enum {
  NOTE_SEGMENTS_MAX = 256,
  NOTE_SEGMENT_MAX = 64 * 1024, /* real ones have some hundred bytes */
  NOTE_NAME_SIZE = 6            /* "DRUPE" and its NUL */
};

typedef struct note_reader {
  int fd;
  uint64_t file_size;
  char *why;
  size_t room;
} note_reader;

static int32_t note_refuse(note_reader *r, const char *text) {
  snprintf(r->why, r->room, "%s", text);
  return DRUPE_E_ABI;
}

/* Reads exactly `size` bytes; false where the file does not have them. */
static bool note_get(const note_reader *r, void *to, uint64_t offset,
                     size_t size) {
  size_t done = 0;

  if (offset > r->file_size || size > r->file_size - offset)
    return false;
  while (done < size) {
    ssize_t n = pread(r->fd, (char *)to + done, size - done,
                      (off_t)(offset + done));

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return false;
    done += (size_t)n;
  }
  return true;
}

/* The machine of this very program, so that no list of machines is needed; 0
 * where it cannot be told. */
static uint16_t note_own_machine(void) {
  note_file_header own = {.e_machine = 0};
  note_reader r = {open("/proc/self/exe", O_RDONLY | O_CLOEXEC), sizeof(own),
                   NULL, 0};

  if (r.fd < 0)
    return 0;
  if (!note_get(&r, &own, 0, sizeof(own)))
    own.e_machine = 0;
  close(r.fd);
  return own.e_machine;
}

static int32_t note_check_header(note_reader *r, note_file_header *h) {
  uint16_t machine = note_own_machine();

  if (!note_get(r, h, 0, sizeof(*h)) ||
      memcmp(h->e_ident, ELFMAG, SELFMAG) != 0)
    return note_refuse(r, "not a shared object");
  if (h->e_ident[EI_CLASS] != NOTE_CLASS ||
      (machine != 0 && h->e_machine != machine))
    return note_refuse(r, "built for another machine");
  if (h->e_type != ET_DYN)
    return note_refuse(r, "not a shared object");
  if (h->e_phentsize != sizeof(note_segment) || h->e_phnum == 0 ||
      h->e_phnum > NOTE_SEGMENTS_MAX)
    return note_refuse(r, "damaged: bad program headers");
  return DRUPE_OK;
}

static size_t note_padded(uint32_t size) {
  return ((size_t)size + 3u) & ~(size_t)3u;
}

/* Looks for our note among those of one segment. */
static bool note_scan(const unsigned char *at, size_t left, drupe_note *out) {
  while (left >= 12) {
    uint32_t head[3]; /* name size, description size, type */
    size_t size;

    memcpy(head, at, sizeof(head));
    if (head[0] > left || head[1] > left)
      return false;
    size = 12 + note_padded(head[0]) + note_padded(head[1]);
    if (head[0] == NOTE_NAME_SIZE && head[2] == 1 &&
        head[1] >= sizeof(*out) - offsetof(drupe_note, magic) &&
        left >= sizeof(*out) && memcmp(at + 12, "DRUPE", 6) == 0) {
      memcpy(out, at, sizeof(*out));
      return true;
    }
    if (size > left)
      return false;
    at += size;
    left -= size;
  }
  return false;
}

static bool note_in_segment(const note_reader *r, const note_segment *s,
                            drupe_note *out) {
  unsigned char *bytes;
  bool found = false;

  if (s->p_type != PT_NOTE || s->p_filesz < 12 ||
      s->p_filesz > NOTE_SEGMENT_MAX)
    return false;
  bytes = malloc((size_t)s->p_filesz);
  if (bytes == NULL)
    return false;
  if (note_get(r, bytes, s->p_offset, (size_t)s->p_filesz))
    found = note_scan(bytes, (size_t)s->p_filesz, out);
  free(bytes);
  return found;
}

/* The linker would map what the file does not have and die of it. */
static bool note_segment_fits(const note_reader *r, const note_segment *s) {
  return s->p_filesz == 0 || (s->p_offset <= r->file_size &&
                              s->p_filesz <= r->file_size - s->p_offset);
}

static int32_t note_find(note_reader *r, drupe_note *out) {
  note_file_header h;
  int32_t rc = note_check_header(r, &h);
  bool found = false;

  for (uint32_t i = 0; rc == DRUPE_OK && i < h.e_phnum; i++) {
    note_segment s;

    if (h.e_phoff > r->file_size ||
        !note_get(r, &s, h.e_phoff + i * sizeof(s), sizeof(s)))
      return note_refuse(r, "damaged: program headers outside the file");
    if (!note_segment_fits(r, &s))
      return note_refuse(r, "damaged: the file is cut short");
    if (!found)
      found = note_in_segment(r, &s, out);
  }
  if (rc != DRUPE_OK)
    return rc;
  if (!found)
    return note_refuse(r, "not a drupe module (no note; strip -R '.note*' "
                          "removes it)");
  if (out->magic != DRUPE_ABI_MAGIC)
    return note_refuse(r, "not a drupe module (bad magic)");
  return DRUPE_OK;
}

int32_t drupe__note_read(const char *path, drupe_note *out, char *why,
                         size_t room) {
  note_reader r = {open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), 0, why, room};
  struct stat st;
  int32_t rc;

  memset(out, 0, sizeof(*out));
  why[0] = '\0';
  if (r.fd < 0)
    return -errno;
  if (fstat(r.fd, &st) != 0 || !S_ISREG(st.st_mode)) {
    rc = note_refuse(&r, "not a file");
  } else {
    r.file_size = (uint64_t)st.st_size;
    rc = note_find(&r, out);
  }
  close(r.fd);
  return rc;
}

bool drupe__note_fits(unsigned major, unsigned minor, char *why, size_t room) {
  bool newer;

  if (major == DRUPE_ABI_MAJOR && minor <= DRUPE_ABI_MINOR)
    return true;
  newer = major >= DRUPE_ABI_MAJOR;
  snprintf(why, room, "built for ABI %u.%u, this drupe has %u.%u: %s", major,
           minor, DRUPE_ABI_MAJOR, DRUPE_ABI_MINOR,
           newer ? "upgrade drupe" : "rebuild the module");
  return false;
}
