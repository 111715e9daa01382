package dev.orch.api.installation;

import java.util.List;

/**
 * How the installation is.
 *
 * @param findings what is wrong; empty where nothing is
 */
public record DoctorView(List<FindingView> findings) {}
