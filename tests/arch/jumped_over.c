/* tests/arch/jumped_over.c - calls back from a frame that must be returned to.
 */
__attribute__((visibility("default"))) int jumped_over(void (*callback)(void));

int jumped_over(void (*callback)(void)) {
  volatile int returned = 0;

  callback();
  returned = 1;
  return returned;
}
