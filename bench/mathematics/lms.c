/* The LMS recursion, one sample after the other, with its whole history.
 *
 *   e_k = d_k - w_k . x_k,   w_{k+1} = w_k + mu e_k x_k
 *
 * x is (n, m), d and errors (n), weights (n + 1, m) with the first row given; all row by row.
 */
void lms(long n, long m, double mu, const double *x, const double *d, double *weights,
         double *errors) {
  for (long k = 0; k < n; k++) {
    const double *w = weights + k * m, *row = x + k * m;
    double *next = weights + (k + 1) * m;
    double sum = 0.0;
    for (long j = 0; j < m; j++) sum += w[j] * row[j];
    const double error = d[k] - sum, step = mu * error;
    for (long j = 0; j < m; j++) next[j] = w[j] + step * row[j];
    errors[k] = error;
  }
}
